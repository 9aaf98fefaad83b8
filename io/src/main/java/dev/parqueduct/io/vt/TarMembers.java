package dev.parqueduct.io.vt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The regular members of a tar archive, in order. What is wrong with the archive is {@link Damage}.
 */
final class TarMembers {
  private final TarArchiveInputStream tar;
  private final Layer around;

  /**
   * @param around the layer below {@code in}: when that failed, its failure is passed on as it is
   */
  TarMembers(InputStream in, Layer around) {
    this.tar = new TarArchiveInputStream(in);
    this.around = around;
  }

  /** The next regular member's name, null at the end. */
  String next() throws IOException {
    try {
      TarArchiveEntry entry;
      do {
        entry = tar.getNextEntry();
      } while (entry != null && !entry.isFile());
      return entry == null ? null : entry.getName();
    } catch (IllegalArgumentException e) {
      throw new Damage(RejectReason.TRUNCATED_TAR, "damaged tar header: " + e.getMessage());
    } catch (IOException e) {
      throw damage(e);
    }
  }

  /** The current member's bytes. */
  InputStream content() {
    return new FilterInputStream(tar) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
          return super.read(buffer, offset, length);
        } catch (IOException e) {
          throw damage(e);
        }
      }

      @Override
      public void close() {
        // The archive goes on behind the member.
      }
    };
  }

  private IOException damage(IOException e) {
    return around.failed() || Damage.isKnown(e)
        ? e
        : new Damage(RejectReason.TRUNCATED_TAR, String.valueOf(e.getMessage()));
  }
}
