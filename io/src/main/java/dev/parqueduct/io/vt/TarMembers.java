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
  private static final int BLOCK = 512;

  private final Blocks blocks;
  private final TarArchiveInputStream tar;
  private final Layer around;

  /**
   * @param around the layer below {@code in}: when that failed, its failure is passed on as it is
   */
  TarMembers(InputStream in, Layer around) {
    this.blocks = new Blocks(in);
    this.tar = new TarArchiveInputStream(blocks);
    this.around = around;
  }

  /** The next regular member's name, null at the end. */
  String next() throws IOException {
    try {
      TarArchiveEntry entry;
      do {
        blocks.endMark = false;
        entry = tar.getNextEntry();
      } while (entry != null && !entry.isFile());
      if (entry == null && !blocks.endMark) {
        throw new Damage(RejectReason.TRUNCATED_TAR, "the archive is cut off: it has no end mark");
      }
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

  /**
   * Reads blocks whole, to see the end mark (a block of zeros): the tar reader takes a header that
   * is cut off for the end as well.
   */
  private static final class Blocks extends FilterInputStream {
    private boolean endMark;

    Blocks(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length != BLOCK) {
        return super.read(buffer, offset, length);
      }
      int n = in.readNBytes(buffer, offset, length);
      endMark |= n == BLOCK && isZero(buffer, offset);
      return n == 0 ? -1 : n;
    }

    private static boolean isZero(byte[] buffer, int offset) {
      for (int i = offset; i < offset + BLOCK; i++) {
        if (buffer[i] != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private IOException damage(IOException e) {
    return around.failed() || Damage.isKnown(e)
        ? e
        : new Damage(RejectReason.TRUNCATED_TAR, String.valueOf(e.getMessage()));
  }
}
