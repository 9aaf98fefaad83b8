package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.ZstdIOException;
import dev.parqueduct.io.bzip2.Bzip2Exception;
import dev.parqueduct.io.objects.StorageException;
import java.io.EOFException;
import java.io.IOException;

/** Content that cannot be unpacked any further. */
final class Damage extends IOException {
  private final RejectReason reason;

  Damage(RejectReason reason, String message) {
    super(message);
    this.reason = requireNonNull(reason, "reason");
  }

  RejectReason reason() {
    return reason;
  }

  /** Whether the storage is to blame. */
  static boolean isOfStorage(IOException e) {
    return find(e, StorageException.class) != null;
  }

  /** Whether the failure is known to come from the content by its type. */
  static boolean isKnown(IOException e) {
    return e instanceof Damage
        || e instanceof Reported
        || find(e, Bzip2Exception.class) != null
        || isOfStorage(e);
  }

  /**
   * Tells what a decoder's failure says of the content.
   *
   * @throws IOException the failure itself when the storage is to blame
   */
  static Damage of(IOException e) throws IOException {
    if (isOfStorage(e)) {
      throw e;
    }
    if (e instanceof Damage damage) {
      return damage;
    }
    Bzip2Exception bzip2 = find(e, Bzip2Exception.class);
    if (bzip2 != null) {
      RejectReason reason =
          switch (bzip2.kind()) {
            case TRUNCATED -> RejectReason.TRUNCATED_PACKAGE;
            case OUTPUT_LIMIT -> RejectReason.TOO_MUCH_OUTPUT;
            default -> RejectReason.CORRUPT_PACKAGE;
          };
      return new Damage(reason, bzip2.getMessage());
    }
    boolean cut =
        find(e, EOFException.class) != null
            || (e instanceof ZstdIOException && e.getMessage().contains("Truncated"));
    return new Damage(
        cut ? RejectReason.TRUNCATED_PACKAGE : RejectReason.CORRUPT_PACKAGE,
        String.valueOf(e.getMessage()));
  }

  private static <T extends Throwable> T find(Throwable e, Class<T> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
