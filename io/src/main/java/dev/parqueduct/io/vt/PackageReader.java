package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.ZstdInputStream;
import dev.parqueduct.io.bzip2.Bzip2Decoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks a package down to its records. Each layer is recognised by its content: bzip2, gzip,
 * zstd, tar, JSON lines, and JSON documents over several lines. Layers nest in any order: tar.bz2,
 * bz2 of lines, tar of bz2 files.
 *
 * <p>Damage ends the layer that it is found in: what came before is delivered, the damage itself is
 * one {@linkplain PackageVisitor#unreadable unreadable} record, and members of an intact archive
 * around it are read on.
 */
final class PackageReader {
  private static final int HEAD = 1024;
  private static final int MAX_LAYERS = 8;

  private final Bzip2Decoder bzip2;
  private final FeedLimits limits;

  PackageReader(Bzip2Decoder bzip2, FeedLimits limits) {
    this.bzip2 = requireNonNull(bzip2, "bzip2");
    this.limits = requireNonNull(limits, "limits");
  }

  /**
   * Reads a package to its end.
   *
   * @throws IOException when the storage fails; damaged content is reported to the visitor
   */
  void read(InputStream content, PackageVisitor visitor) throws IOException {
    visitor.enter("");
    Layer layer = Layer.stored(content, new OutputBudget(limits.packageBytes()));
    try {
      if (!readLayer(layer, "", 0, visitor)) {
        visitor.unreadable(
            new Place("", 0, 0), RejectReason.EMPTY_PACKAGE, "the object is empty", new byte[0], 0);
      }
    } catch (IOException e) {
      reportDamage(new Place("", 0, layer.position()), e, new byte[0], visitor);
    }
  }

  /** False when the layer is empty. */
  private boolean readLayer(Layer in, String member, int depth, PackageVisitor visitor)
      throws IOException {
    byte[] head = head(in);
    if (head.length == 0) {
      return false;
    }
    InputStream stream = new SequenceInputStream(new ByteArrayInputStream(head), in);
    if (depth > MAX_LAYERS) {
      throw new Damage(RejectReason.CORRUPT_PACKAGE, "more than " + MAX_LAYERS + " nested layers");
    }
    if (ContentForms.startsWith(head, 'B', 'Z', 'h')
        && head.length > 3
        && head[3] >= '1'
        && head[3] <= '9') {
      return readUnpacked(bzip2.open(stream), in, member, depth, visitor);
    } else if (ContentForms.startsWith(head, 0x1f, 0x8b)) {
      return readUnpacked(
          GzipCompressorInputStream.builder()
              .setInputStream(stream)
              .setDecompressConcatenated(true)
              .get(),
          in,
          member,
          depth,
          visitor);
    } else if (ContentForms.startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return readUnpacked(new ZstdInputStream(stream), in, member, depth, visitor);
    } else if (ContentForms.isTar(head)) {
      readTar(stream, in, member, depth, visitor);
    } else if (ContentForms.isBinary(head)) {
      in.throwFailure();
      visitor.unreadable(
          new Place(member, 0, 0),
          RejectReason.NOT_TEXT,
          "neither JSON nor a known archive or compression",
          head,
          head.length);
    } else if (ContentForms.beginsDocument(head)) {
      readDocument(stream, member, visitor);
    } else {
      readLines(stream, member, visitor);
    }
    return true;
  }

  /** What can be read of the beginning; a failure behind it is met again by whoever reads on. */
  private static byte[] head(Layer in) throws IOException {
    byte[] head = new byte[HEAD];
    int length = 0;
    try {
      int n = 0;
      while (n >= 0 && length < HEAD) {
        length += n;
        n = in.read(head, length, HEAD - length);
      }
    } catch (IOException e) {
      if (length == 0 || Damage.isOfStorage(e)) {
        throw e;
      }
    }
    return Arrays.copyOf(head, length);
  }

  private boolean readUnpacked(
      InputStream unpacked, Layer packed, String member, int depth, PackageVisitor visitor)
      throws IOException {
    try (unpacked) {
      // A compressed empty file is a package without reports, not a broken one.
      boolean unused =
          readLayer(Layer.unpacked(unpacked, packed.budget()), member, depth + 1, visitor);
      return true;
    }
  }

  private void readTar(
      InputStream stream, Layer in, String parent, int depth, PackageVisitor visitor)
      throws IOException {
    TarMembers tar = new TarMembers(stream, in);
    for (String name = tar.next(); name != null; name = tar.next()) {
      String member = parent.isEmpty() ? name : parent + "!" + name;
      visitor.enter(member);
      Layer content = Layer.stored(tar.content(), in.budget());
      try {
        boolean unused = readLayer(content, member, depth + 1, visitor);
      } catch (IOException e) {
        reportDamage(new Place(member, 0, content.position()), e, new byte[0], visitor);
        // When the archive around the member is damaged, the next entry cannot be found either.
        if (content.failed()) {
          throw new Reported(e);
        }
      }
    }
    // The compression around the archive has its last checksum behind the archive's end.
    if (!isZeroToItsEnd(stream)) {
      throw new Damage(RejectReason.CORRUPT_PACKAGE, "something follows the end of the archive");
    }
  }

  private void readLines(InputStream in, String member, PackageVisitor visitor) throws IOException {
    LineReader lines = new LineReader(in, limits.reportBytes());
    try {
      while (lines.next()) {
        int start = lines.start();
        int length = lines.length();
        byte[] buffer = lines.buffer();
        if (lines.line() == 1 && ContentForms.hasByteOrderMark(buffer, start, length)) {
          start += 3;
          length -= 3;
        }
        if (lines.tooLong()) {
          visitor.unreadable(
              new Place(member, lines.line(), lines.offset()),
              RejectReason.TOO_LARGE,
              tooLarge(),
              Arrays.copyOfRange(buffer, start, start + length),
              lines.fullLength());
        } else if (!ContentForms.isBlank(buffer, start, length)) {
          visitor.record(lines.line(), lines.offset(), buffer, start, length);
        }
      }
    } catch (IOException e) {
      byte[] partial =
          Arrays.copyOfRange(lines.buffer(), lines.start(), lines.start() + lines.length());
      reportDamage(new Place(member, lines.line(), lines.offset()), e, partial, visitor);
      throw new Reported(e);
    }
  }

  /** Values over several lines, one after the other; the elements of an array count one by one. */
  private void readDocument(InputStream in, String member, PackageVisitor visitor)
      throws IOException {
    try (JsonParser parser = ReportJson.open(in, limits.reportBytes())) {
      try {
        while (parser.nextToken() != null) {
          if (parser.currentToken() == JsonToken.START_ARRAY
              && parser.getParsingContext().getParent().inRoot()) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
              visitValue(parser, member, visitor);
            }
          } else {
            visitValue(parser, member, visitor);
          }
        }
      } catch (JsonProcessingException e) {
        RejectedReportException rejected = ReportJson.rejected(e);
        visitor.unreadable(
            place(member, parser.currentLocation()),
            rejected.reason(),
            rejected.getMessage() + " (the rest of the document is lost)",
            new byte[0],
            0);
      }
    }
  }

  private void visitValue(JsonParser parser, String member, PackageVisitor visitor)
      throws IOException {
    Place place = place(member, parser.currentTokenLocation());
    RecordCopy value = new RecordCopy(limits.reportBytes());
    try (JsonGenerator copy = ReportJson.generator(value)) {
      copy.copyCurrentStructure(parser);
    }
    byte[] json = value.kept();
    if (value.length() > json.length) {
      visitor.unreadable(place, RejectReason.TOO_LARGE, tooLarge(), json, value.length());
    } else {
      visitor.record(place.line(), place.offset(), json, 0, json.length);
    }
  }

  private static Place place(String member, JsonLocation location) {
    return new Place(member, location.getLineNr(), location.getByteOffset());
  }

  private String tooLarge() {
    return "the record is longer than " + limits.reportBytes() + " bytes";
  }

  private static void reportDamage(
      Place place, IOException e, byte[] partial, PackageVisitor visitor) throws IOException {
    if (e instanceof Reported) {
      return;
    }
    Damage damage = Damage.of(e);
    visitor.unreadable(place, damage.reason(), damage.getMessage(), partial, partial.length);
  }

  private static boolean isZeroToItsEnd(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 13];
    boolean zero = true;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; zero && i < n; i++) {
        zero = buffer[i] == 0;
      }
    }
    return zero;
  }
}
