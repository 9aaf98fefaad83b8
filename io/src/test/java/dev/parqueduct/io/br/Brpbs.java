package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tikv.kvproto.Brpb;
import org.tikv.shade.com.google.protobuf.ByteString;

/** Writes backupmetas with the messages that TiKV's Java client has of them. */
final class Brpbs {
  static final byte[] KEY = new byte[16];

  static {
    new Random(7).nextBytes(KEY);
  }

  private Brpbs() {}

  static Cipher aes128() {
    return new Cipher(Cipher.Method.AES128_CTR, KEY);
  }

  static Brpb.BackupMeta.Builder root() {
    return Brpb.BackupMeta.newBuilder()
        .setClusterId(42)
        .setClusterVersion("\"8.5.0\"\n")
        .setBrVersion("BR\nRelease Version: v8.5.0")
        .setStartVersion(0)
        .setEndVersion(449_000_000_000_000_000L);
  }

  static Brpb.File file(String name) {
    return Brpb.File.newBuilder()
        .setName(name)
        .setSha256(ByteString.copyFrom(DigestChannel.sha256().digest(name.getBytes(UTF_8))))
        .setStartKey(ByteString.copyFromUtf8("a"))
        .setEndKey(ByteString.copyFromUtf8("b"))
        .setCf(name.endsWith("_write.sst") ? "write" : "default")
        .setEndVersion(9)
        .setCrc64Xor(-1)
        .setTotalKvs(3)
        .setTotalBytes(30)
        .setSize(300)
        .setCipherIv(ByteString.copyFrom(new byte[16]))
        .build();
  }

  static Brpb.Schema schema(String table) {
    return Brpb.Schema.newBuilder()
        .setDb(ByteString.copyFromUtf8("{\"db_name\":{\"O\":\"d\"}}"))
        .setTable(ByteString.copyFromUtf8(table))
        .setCrc64Xor(5)
        .setTotalKvs(6)
        .setTotalBytes(7)
        .setStats(ByteString.copyFrom(new byte[100]))
        .build();
  }

  static BackupFile read(Brpb.File file) {
    return new BackupFile(
        file.getName(),
        file.getSha256().toByteArray(),
        file.getStartKey().toByteArray(),
        file.getEndKey().toByteArray(),
        file.getStartVersion(),
        file.getEndVersion(),
        file.getCrc64Xor(),
        file.getTotalKvs(),
        file.getTotalBytes(),
        file.getCf(),
        file.getSize(),
        file.getCipherIv().toByteArray(),
        List.of());
  }

  /** Writes an index object, and returns the entry that names it. */
  static Brpb.File index(Path folder, String name, Brpb.MetaFile content, Cipher cipher)
      throws IOException {
    byte[] plain = content.toByteArray();
    byte[] iv = iv(name);
    byte[] sha256 = DigestChannel.sha256().digest(plain);
    Files.write(folder.resolve(name), cipher.decrypt(plain.clone(), iv));
    return Brpb.File.newBuilder()
        .setName(name)
        .setSha256(ByteString.copyFrom(sha256))
        .setSize(plain.length)
        .setCipherIv(ByteString.copyFrom(iv))
        .build();
  }

  static void writeRoot(Path folder, byte[] plain, Cipher cipher) throws IOException {
    if (!cipher.encrypts()) {
      Files.write(folder.resolve("backupmeta"), plain);
      return;
    }
    byte[] iv = iv("root");
    byte[] stored = Arrays.copyOf(iv, iv.length + plain.length);
    System.arraycopy(cipher.decrypt(plain.clone(), iv), 0, stored, iv.length, plain.length);
    Files.write(folder.resolve("backupmeta"), stored);
  }

  static byte[] iv(String seed) {
    return Arrays.copyOf(DigestChannel.sha256().digest(seed.getBytes(UTF_8)), 16);
  }
}
