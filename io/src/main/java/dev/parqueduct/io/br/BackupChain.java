package dev.parqueduct.io.br;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.tikv.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The backups of an export: one, or a full backup and the incremental ones that continue it, oldest
 * first and without gaps.
 */
final class BackupChain {
  /** A backup, and how it is reached. */
  record Link(BackupAccess access, BackupMeta meta) {
    String name() {
      return access.storage().root();
    }

    BackupHeader header() {
      return meta.header();
    }
  }

  private final List<Link> links;

  private BackupChain(List<Link> links) {
    this.links = List.copyOf(links);
  }

  /**
   * Reads what the backupmetas say of the backups as a whole.
   *
   * @throws RunFailedException with exit code 2 when the backups cannot be merged
   */
  static BackupChain read(BackupExport export, ObjectStore store) throws IOException {
    List<Link> links = new ArrayList<>();
    links.add(new Link(export.access(), export.access().readMeta(store)));
    for (BackupStorage storage : export.incrementals()) {
      BackupAccess access = export.access().at(storage);
      links.add(new Link(access, access.readMeta(store)));
    }
    // What is given as the full backup stays the first, and is refused if it is not.
    links
        .subList(1, links.size())
        .sort(Comparator.comparing(link -> link.header().endVersion(), Long::compareUnsigned));
    BackupChain chain = new BackupChain(links);
    chain.requireTables();
    chain.requireUnbroken();
    return chain;
  }

  private void requireTables() {
    for (Link link : links) {
      BackupHeader header = link.header();
      if (header.rawKv() || header.txnKv()) {
        throw RunFailedException.usage(
            (links.size() == 1 ? "The backup" : "The backup " + link.name())
                + " holds "
                + (header.rawKv() ? "RawKV" : "TxnKV")
                + " data, not tables of TiDB. Use export-rawkv.");
      }
    }
  }

  private void requireUnbroken() {
    Link full = links.get(0);
    if (isMerge() && full.header().incremental()) {
      throw RunFailedException.usage(
          full.name()
              + " is an incremental backup, so "
              + links.get(1).name()
              + " cannot be merged into it. Give the full backup that they continue as --input.");
    }
    for (int i = 1; i < links.size(); i++) {
      requireContinues(links.get(i - 1), links.get(i));
    }
  }

  private static void requireContinues(Link before, Link link) {
    BackupHeader earlier = before.header();
    BackupHeader later = link.header();
    String both = before.name() + " and " + link.name();
    if (earlier.clusterId() != later.clusterId()) {
      throw RunFailedException.usage(
          both
              + " are of different clusters, "
              + Long.toUnsignedString(earlier.clusterId())
              + " and "
              + Long.toUnsignedString(later.clusterId())
              + ". Only backups of one cluster can be merged.");
    }
    if (!later.incremental()) {
      throw RunFailedException.usage(
          link.name()
              + " is a full backup and cannot be merged into "
              + before.name()
              + ". Leave it out of --incrementals, or give it as --input, with the incremental"
              + " backups that continue it.");
    }
    if (earlier.newCollations().isPresent()
        && later.newCollations().isPresent()
        && !earlier.newCollations().equals(later.newCollations())) {
      throw RunFailedException.usage(
          both
              + " differ in new_collations_enabled, so their keys cannot be compared. Only backups"
              + " of one cluster can be merged.");
    }
    if (Long.compareUnsigned(later.endVersion(), earlier.endVersion()) <= 0) {
      throw RunFailedException.usage(
          link.name()
              + " ends at "
              + time(later.endVersion())
              + ", but "
              + before.name()
              + " at "
              + time(earlier.endVersion())
              + " already: there is nothing new in it. Leave it out of --incrementals.");
    }
    if (Long.compareUnsigned(later.startVersion(), earlier.endVersion()) > 0) {
      throw RunFailedException.usage(
          "The changes between "
              + both
              + " are missing: the one ends at "
              + time(earlier.endVersion())
              + ", the other begins at "
              + time(later.startVersion())
              + ". Add the incremental backup between them to --incrementals.");
    }
  }

  private static String time(long version) {
    return Long.toUnsignedString(version)
        + " ("
        + Instant.ofEpochMilli(Timestamps.millis(version))
        + ")";
  }

  boolean isMerge() {
    return links.size() > 1;
  }

  /** Oldest first. */
  List<Link> links() {
    return links;
  }

  /** The newest backup, whose tables are the ones that are exported. */
  BackupMeta last() {
    return links.get(links.size() - 1).meta();
  }

  /**
   * The header of the only backup; of several, that of the full backup that they amount to, with
   * all their digests for its identity.
   */
  BackupHeader header() {
    BackupHeader last = last().header();
    if (!isMerge()) {
      return last;
    }
    Optional<Boolean> newCollations =
        links.stream().flatMap(link -> link.header().newCollations().stream()).findFirst();
    return new BackupHeader(
        last.clusterId(),
        last.clusterVersion(),
        last.brVersion(),
        0,
        last.endVersion(),
        false,
        false,
        last.apiVersion(),
        newCollations,
        List.of(),
        links.stream().map(link -> link.header().digest()).collect(Collectors.joining(",")));
  }
}
