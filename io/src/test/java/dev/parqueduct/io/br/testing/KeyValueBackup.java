package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes backups of TiKV without TiDB: RawKV in its three encodings, and TxnKV. */
public final class KeyValueBackup {
  /** What the stored values look like. */
  public enum Api {
    V1(0),
    V1TTL(1),
    V2(2),
    /** Transactional, as TiDB uses it, without tables. */
    TXN(0);

    private final int number;

    Api(int number) {
      this.number = number;
    }
  }

  /**
   * A key and its value.
   *
   * @param expiry epoch seconds; 0 for never
   * @param commitTs of TxnKV and of RawKV V2
   */
  public record Pair(byte[] key, byte[] value, long expiry, long commitTs) {}

  private static final int KEYSPACE_BYTES = 3;
  private static final int HAS_EXPIRY = 1;

  private final Api api;
  private final TreeMap<byte[], Pair> pairs = new TreeMap<>(Arrays::compareUnsigned);
  private SstOptions sst = SstOptions.DEFAULT;
  private MetaLayout layout = MetaLayout.V1;
  private Encryption encryption = Encryption.none();
  private String cf = "default";
  private int keyspace;
  private int pairsPerSst = Integer.MAX_VALUE;
  private boolean apiVersionField = true;
  private boolean suffixInSums;

  private KeyValueBackup(Api api) {
    this.api = api;
  }

  public static KeyValueBackup of(Api api) {
    return new KeyValueBackup(api);
  }

  public KeyValueBackup put(byte[] key, byte[] value) {
    return put(key, value, 0);
  }

  /** A value that expires; RawKV with TTL only. */
  public KeyValueBackup put(byte[] key, byte[] value, long expiry) {
    if (expiry != 0 && api != Api.V1TTL && api != Api.V2) {
      throw new IllegalArgumentException(api + " knows no expiry");
    }
    long commitTs = BackupBuilder.BACKUP_TS - 1_000_000 + 2L * pairs.size();
    pairs.put(key, new Pair(key, value, expiry, commitTs));
    return this;
  }

  /** The three bytes of API V2's keyspace. */
  public KeyValueBackup keyspace(int id) {
    keyspace = id;
    return this;
  }

  public KeyValueBackup sst(SstOptions options) {
    sst = options;
    return this;
  }

  public KeyValueBackup meta(MetaLayout metaLayout) {
    layout = metaLayout;
    return this;
  }

  public KeyValueBackup encrypt(Encryption with) {
    encryption = with;
    return this;
  }

  /** RawKV V1 may be in another CF than {@code default}. */
  public KeyValueBackup cf(String name) {
    cf = name;
    return this;
  }

  public KeyValueBackup pairsPerSst(int most) {
    pairsPerSst = most;
    return this;
  }

  /** As before the backupmeta had the version of the API, when the sums counted TTLs too. */
  public KeyValueBackup withoutApiVersion() {
    apiVersionField = false;
    suffixInSums = true;
    return this;
  }

  /** Writes the backup into an empty folder; the pairs come back in key order. */
  public List<Pair> write(Path root) throws IOException {
    Files.createDirectories(root);
    RegionNames names = new RegionNames(RegionNames.Style.FOLDERS);
    List<Pair> sorted = new ArrayList<>(pairs.values());
    List<StoredFile> files = new ArrayList<>();
    byte[] start = backedUpKey(new byte[0]);
    byte[] end = end();
    for (int at = 0; at < sorted.size(); ) {
      int next = (int) Math.min(sorted.size(), (long) at + pairsPerSst);
      byte[] from = at == 0 ? start : backedUpKey(sorted.get(at).key());
      byte[] to = next == sorted.size() ? end : backedUpKey(sorted.get(next).key());
      String base = names.next(from);
      files.addAll(
          api == Api.TXN
              ? transactional(root, base, sorted.subList(at, next), from, to)
              : List.of(raw(root, base, sorted.subList(at, next), from, to)));
      at = next;
    }
    writeMeta(root, files, start, end);
    return sorted;
  }

  private List<StoredFile> transactional(
      Path root, String base, List<Pair> some, byte[] from, byte[] to) throws IOException {
    try (SstPair pair = new SstPair(root, base, sst, encryption)) {
      for (Pair each : some) {
        byte[] key = each.key();
        byte[] value = each.value();
        pair.put(key, key.length, value, value.length, 0, each.commitTs() - 1, each.commitTs());
      }
      return pair.finish(from, to, 0, BackupBuilder.BACKUP_TS).stream()
          .map(StoredFile::withoutTables)
          .toList();
    }
  }

  private StoredFile raw(Path root, String base, List<Pair> some, byte[] from, byte[] to)
      throws IOException {
    Bytes key = new Bytes();
    String name = base + "_" + cf + ".sst";
    try (SstFile file = new SstFile(root, name, cf, sst, encryption)) {
      if (api == Api.V1TTL && sst.canBeStable()) {
        ttlProperties(some).forEach(file::property);
      }
      for (Pair each : some) {
        byte[] stored = storedValue(each);
        byte[] backedUp = backedUpKey(each.key());
        key.clear().u8('z');
        if (api == Api.V2) {
          key.memComparable(backedUp, 0, backedUp.length).bigEndian(~each.commitTs(), 8);
        } else {
          key.raw(each.key());
        }
        file.put(key, stored, 0, stored.length);
        byte[] counted = suffixInSums ? stored : each.value();
        file.count(0, backedUp, backedUp.length, counted, 0, counted.length);
      }
      return file.finish(from, to, 0, 0).withoutTables();
    }
  }

  private byte[] storedValue(Pair pair) {
    Bytes value = new Bytes().raw(pair.value());
    switch (api) {
      case V1TTL -> value.bigEndian(pair.expiry(), 8);
      case V2 -> {
        if (pair.expiry() != 0) {
          value.bigEndian(pair.expiry(), 8);
        }
        value.u8(pair.expiry() == 0 ? 0 : HAS_EXPIRY);
      }
      default -> {}
    }
    return value.toArray();
  }

  /** The key as a File entry has it: with its prefix and keyspace, not yet as it is stored. */
  private byte[] backedUpKey(byte[] key) {
    return api == Api.V2
        ? new Bytes().u8('r').bigEndian(keyspace, KEYSPACE_BYTES).raw(key).toArray()
        : key;
  }

  private byte[] end() {
    return api == Api.V2
        ? new Bytes().u8('r').bigEndian(keyspace + 1, KEYSPACE_BYTES).toArray()
        : new byte[0];
  }

  /** What the collector of TTLs leaves in a file: the first and the last expiry. */
  private static Map<String, byte[]> ttlProperties(List<Pair> some) {
    long least = some.stream().mapToLong(Pair::expiry).filter(each -> each > 0).min().orElse(0);
    long most = some.stream().mapToLong(Pair::expiry).max().orElse(0);
    return Map.of(
        "rocksdb.property.collectors",
        "[tikv.ttl-properties-collector]".getBytes(StandardCharsets.UTF_8),
        "tikv.min_expire_ts",
        new Bytes().bigEndian(least, 8).toArray(),
        "tikv.max_expire_ts",
        new Bytes().bigEndian(most, 8).toArray());
  }

  private void writeMeta(Path root, List<StoredFile> files, byte[] start, byte[] end)
      throws IOException {
    Proto header =
        new Proto()
            .number(1, BackupBuilder.CLUSTER_ID)
            .string(2, BackupBuilder.CLUSTER_VERSION)
            .number(6, api == Api.TXN ? BackupBuilder.BACKUP_TS : 0)
            .flag(8, api != Api.TXN)
            .string(11, BackupBuilder.BR_VERSION)
            .number(18, apiVersionField ? api.number : 0)
            .flag(21, api == Api.TXN);
    Optional<String> rangeCf = api == Api.TXN ? Optional.empty() : Optional.of(cf);
    Proto range = new Proto().bytes(1, start).bytes(2, end).string(3, rangeCf.orElse(""));
    new MetaWriter(root, layout, encryption, 4)
        .write(header, List.of(), files.stream().map(StoredFile::toProto).toList(), List.of(range));
  }
}
