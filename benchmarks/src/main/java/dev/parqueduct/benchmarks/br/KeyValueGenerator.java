package dev.parqueduct.benchmarks.br;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parqueduct.io.br.testing.KeyValueBackup;
import dev.parqueduct.io.br.testing.KeyValueBackup.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Makes a RawKV backup of V1: keys {@code key-000000000} and so on, values of 200 bytes. Arguments:
 * the folder, the number of keys, the keys of an SST.
 */
public final class KeyValueGenerator {
  private KeyValueGenerator() {}

  public static void main(String[] arguments) throws IOException {
    int keys = Integer.parseInt(arguments[1]);
    KeyValueBackup backup = KeyValueBackup.of(Api.V1).pairsPerSst(Integer.parseInt(arguments[2]));
    for (int i = 0; i < keys; i++) {
      backup.put(
          String.format(Locale.ROOT, "key-%09d", i).getBytes(UTF_8),
          String.format(Locale.ROOT, "%0200d", i * 7919L).getBytes(UTF_8));
    }
    backup.write(Path.of(arguments[0]));
  }
}
