package dev.parqueduct.pipelines.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.pipelines.storage.GcsObjects.ObjectName;
import dev.parqueduct.pipelines.storage.GcsObjects.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes of {@link GcsEmulator}. */
final class GcsApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  // A server may answer with less than a client asks for; this little makes small listings long.
  private static final int MAX_RESULTS = 4;
  private static final Pattern OBJECT =
      Pattern.compile("(?:/download)?/storage/v1/b/([^/]+)/o/([^/]+)");
  private static final Pattern OBJECTS = Pattern.compile("/storage/v1/b/([^/]+)/o/?");
  private static final Pattern BUCKET = Pattern.compile("/storage/v1/b/([^/]+)/?");
  private static final Pattern UPLOAD = Pattern.compile("/upload/storage/v1/b/([^/]+)/o/?");
  private static final Pattern REWRITE =
      Pattern.compile("/storage/v1/b/([^/]+)/o/([^/]+)/rewriteTo/b/([^/]+)/o/([^/]+)");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\*|(\\d+)-(\\d+))/(\\*|\\d+)");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final GcsObjects objects;
  private final Faults faults;
  private final String root;

  /** An upload that has begun. */
  private record Session(ObjectName id, String ifGenerationMatch, ByteArrayOutputStream received) {}

  /**
   * @param root where the server is, for the addresses of uploads
   */
  GcsApi(GcsObjects objects, Faults faults, String root) {
    this.objects = objects;
    this.faults = faults;
    this.root = root;
  }

  Response answer(Request request) throws IOException {
    String path = request.uri().getRawPath();
    if (path.startsWith("/batch/")) {
      return faulty(Route.BATCH, () -> batch(request));
    }
    Matcher upload = UPLOAD.matcher(path);
    if (upload.matches()) {
      return request.method().equals("POST")
          ? faulty(Route.START_UPLOAD, () -> startUpload(Request.decode(upload.group(1)), request))
          : faulty(Route.UPLOAD, () -> upload(request));
    }
    Matcher rewrite = REWRITE.matcher(path);
    if (rewrite.matches()) {
      return faulty(Route.REWRITE, () -> rewrite(id(rewrite, 1), id(rewrite, 3), request));
    }
    Matcher object = OBJECT.matcher(path);
    if (object.matches()) {
      ObjectName id = id(object, 1);
      if (request.method().equals("DELETE")) {
        return faulty(Route.DELETE, () -> delete(id));
      }
      return request.parameter("alt").equals("media")
          ? faulty(Route.DOWNLOAD, () -> download(id, request))
          : faulty(Route.GET_OBJECT, () -> describe(id));
    }
    Matcher list = OBJECTS.matcher(path);
    if (list.matches()) {
      return faulty(Route.LIST, () -> list(Request.decode(list.group(1)), request));
    }
    Matcher bucket = BUCKET.matcher(path);
    if (bucket.matches()) {
      return faulty(Route.GET_BUCKET, () -> describeBucket(Request.decode(bucket.group(1))));
    }
    return Response.error(501, "notImplemented: " + request.method() + " " + path);
  }

  /** What a route does when it does not fail. */
  private interface Answer {
    Response get() throws IOException;
  }

  private Response faulty(Route route, Answer answer) throws IOException {
    Faults.Fault fault = faults.next(route);
    return switch (fault) {
      case NONE -> answer.get();
      case TRUNCATED -> answer.get().truncate();
      case TOO_MANY_REQUESTS, UNAVAILABLE, FORBIDDEN ->
          Response.error(fault.status(), fault.reason());
    };
  }

  private static ObjectName id(Matcher matcher, int group) {
    return new ObjectName(
        Request.decode(matcher.group(group)), Request.decode(matcher.group(group + 1)));
  }

  private static Response describeBucket(String name) {
    ObjectNode bucket = JSON.createObjectNode().put("kind", "storage#bucket").put("name", name);
    return Response.json(bucket.put("location", "US").put("projectNumber", "1"));
  }

  private Response describe(ObjectName id) {
    return objects
        .find(id)
        .map(stored -> Response.json(GcsObjects.describe(id, stored)))
        .orElseGet(() -> Response.error(404, "notFound"));
  }

  private Response list(String bucket, Request request) {
    return Response.json(
        objects.list(
            bucket,
            request.parameter("prefix"),
            request.parameter("delimiter"),
            request.parameter("pageToken"),
            MAX_RESULTS));
  }

  private Response delete(ObjectName id) {
    return objects.delete(id)
        ? new Response(204, Map.of(), new byte[0], false)
        : Response.error(404, "notFound");
  }

  private Response download(ObjectName id, Request request) {
    Optional<Stored> found = objects.find(id);
    if (found.isEmpty()) {
      return Response.error(404, "notFound");
    }
    byte[] content = found.get().content();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/octet-stream");
    headers.put("x-goog-generation", Long.toString(found.get().generation()));
    headers.put("x-goog-stored-content-length", Integer.toString(content.length));
    Matcher range = RANGE.matcher(request.header("Range"));
    if (!range.matches()) {
      return new Response(200, headers, content, false);
    }
    int from = Integer.parseInt(range.group(1));
    if (from >= content.length) {
      return Response.error(416, "requestedRangeNotSatisfiable");
    }
    int last =
        range.group(2).isEmpty()
            ? content.length - 1
            : (int) Math.min(Long.parseLong(range.group(2)), content.length - 1L);
    headers.put("Content-Range", "bytes " + from + "-" + last + "/" + content.length);
    return new Response(206, headers, Arrays.copyOfRange(content, from, last + 1), false);
  }

  private boolean refused(ObjectName id, String ifGenerationMatch) {
    long generation = objects.find(id).map(Stored::generation).orElse(0L);
    return !ifGenerationMatch.isEmpty() && Long.parseLong(ifGenerationMatch) != generation;
  }

  private Response startUpload(String bucket, Request request) throws IOException {
    if (!request.parameter("uploadType").equals("resumable")) {
      return Response.error(501, "notImplemented: " + request.uri());
    }
    String name = request.parameter("name");
    if (name.isEmpty()) {
      JsonNode metadata = JSON.readTree(request.body());
      name = metadata.path("name").asText();
    }
    String session = Integer.toString(sessions.size());
    sessions.put(
        session,
        new Session(
            new ObjectName(bucket, name),
            request.parameter("ifGenerationMatch"),
            new ByteArrayOutputStream()));
    String location = root + request.uri().getRawPath() + "?upload_id=" + session;
    return new Response(200, Map.of("Location", location), new byte[0], false);
  }

  private Response upload(Request request) {
    Session session = sessions.get(request.parameter("upload_id"));
    if (session == null) {
      return Response.error(404, "notFound");
    }
    ByteArrayOutputStream received = session.received();
    Matcher range = CONTENT_RANGE.matcher(request.header("Content-Range"));
    boolean whole = !range.matches();
    boolean query = !whole && range.group(1).equals("*");
    if (!query) {
      int from = whole ? 0 : Integer.parseInt(range.group(2));
      if (from > received.size()) {
        return Response.error(503, "backendError");
      }
      // A chunk that is sent again may overlap with what arrived before.
      int known = received.size() - from;
      received.write(request.body(), known, request.body().length - known);
    }
    String total = whole ? Integer.toString(received.size()) : range.group(4);
    if (!total.equals(Integer.toString(received.size()))) {
      Map<String, String> headers =
          received.size() == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (received.size() - 1));
      return new Response(308, headers, new byte[0], false);
    }
    return refused(session.id(), session.ifGenerationMatch())
        ? Response.error(412, "conditionNotMet")
        : Response.json(objects.put(session.id(), received.toByteArray()));
  }

  private Response rewrite(ObjectName from, ObjectName to, Request request) {
    Optional<Stored> source = objects.find(from);
    if (source.isEmpty()) {
      return Response.error(404, "notFound");
    }
    if (refused(to, request.parameter("ifGenerationMatch"))) {
      return Response.error(412, "conditionNotMet");
    }
    String size = Integer.toString(source.get().content().length);
    ObjectNode answer =
        JSON.createObjectNode()
            .put("kind", "storage#rewriteResponse")
            .put("done", true)
            .put("totalBytesRewritten", size)
            .put("objectSize", size);
    answer.set("resource", objects.put(to, source.get().content()));
    return Response.json(answer);
  }

  /** Requests in the parts of a multipart body, answered in their order. */
  private Response batch(Request request) throws IOException {
    String type = request.header("Content-Type");
    String boundary = type.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
    String body = new String(request.body(), StandardCharsets.UTF_8);
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    String answerBoundary = "batch_answers";
    for (String part : body.split(Pattern.quote("--" + boundary), -1)) {
      String[] sections = part.strip().split("\r?\n\r?\n", 3);
      if (sections.length < 2) {
        continue;
      }
      String[] line = sections[1].lines().findFirst().orElseThrow().split(" ", -1);
      byte[] content = (sections.length < 3 ? "" : sections[2]).getBytes(StandardCharsets.UTF_8);
      Response answer = answer(new Request(line[0], URI.create(line[1]), Map.of(), content));
      String head =
          "--%s\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 %d Status\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(answerBoundary, answer.status(), answer.body().length);
      answers.write(head.getBytes(StandardCharsets.UTF_8));
      answers.write(answer.body());
      answers.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    answers.write(("--" + answerBoundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return new Response(
        200,
        Map.of("Content-Type", "multipart/mixed; boundary=" + answerBoundary),
        answers.toByteArray(),
        false);
  }
}
