package dev.parqueduct.pipelines.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer; a truncated one announces its whole body and sends half of it. */
record Response(int status, Map<String, String> headers, byte[] body, boolean truncated) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TYPE =
      Map.of("Content-Type", "application/json; charset=UTF-8");

  static Response json(JsonNode node) {
    return new Response(200, TYPE, node.toString().getBytes(StandardCharsets.UTF_8), false);
  }

  /** An error in the form of Google's APIs. */
  static Response error(int status, String reason) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode error = body.putObject("error").put("code", status).put("message", reason);
    error.putArray("errors").addObject().put("reason", reason).put("message", reason);
    return new Response(status, TYPE, body.toString().getBytes(StandardCharsets.UTF_8), false);
  }

  Response truncate() {
    return new Response(status, headers, body, true);
  }
}
