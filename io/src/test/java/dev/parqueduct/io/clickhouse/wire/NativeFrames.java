package dev.parqueduct.io.clickhouse.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Frames around any content, for tests. */
public final class NativeFrames {
  private NativeFrames() {}

  public static byte[] of(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    NativeOutput out = new NativeOutput();
    out.write(bytes, 0, bytes.length);
    out.finish();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    out.writeTo(frames);
    return frames.toByteArray();
  }
}
