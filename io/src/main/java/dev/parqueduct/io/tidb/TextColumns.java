package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.text.TextBuffer;
import dev.parqueduct.io.tidb.RowChoice.InvalidText;
import java.util.List;

/** Strings, bytes, JSON, ENUM and SET. */
final class TextColumns {
  private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

  private TextColumns() {}

  static final class Bytes extends ColumnDecoder {
    Bytes(int slot) {
      super(slot);
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) {
      out.setBinary(slot, bytes, offset, length);
    }
  }

  /** Characters, which are promised to be UTF-8. */
  static final class Text extends ColumnDecoder {
    private final InvalidText policy;
    private final RowCounts counts;
    private final TextBuffer text;

    Text(int slot, InvalidText policy, RowCounts counts, TextBuffer text) {
      super(slot);
      this.policy = policy;
      this.counts = counts;
      this.text = text;
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      if (Utf8.valid(bytes, offset, length)) {
        out.setBinary(slot, bytes, offset, length);
      } else if (policy == InvalidText.REPLACE) {
        counts.add(RowCount.INVALID_TEXT_REPLACED);
        replace(bytes, offset, length);
        out.setBinary(slot, text.bytes(), 0, text.length());
      } else {
        throw new BadValueException(
            "text that is not UTF-8: choose --invalidText=BINARY (text columns become bytes) or"
                + " --invalidText=REPLACE");
      }
    }

    private void replace(byte[] bytes, int offset, int length) {
      text.clear();
      int end = offset + length;
      int at = offset;
      while (at < end) {
        int size = Utf8.sequence(bytes, at, end);
        if (size == 0) {
          text.add(REPLACEMENT, 0, REPLACEMENT.length);
          at++;
        } else {
          text.add(bytes, at, size);
          at += size;
        }
      }
    }
  }

  static final class Json extends ColumnDecoder {
    private final TextBuffer text;
    private final JsonText json;

    Json(int slot, TextBuffer text) {
      super(slot);
      this.text = text;
      this.json = new JsonText(text);
    }

    @Override
    void bytes(byte[] bytes, int offset, int length, RowWriter out) throws BadValueException {
      text.clear();
      json.append(bytes, offset, length);
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }

  /** The member of an ENUM; number 0 is the empty string that stands for what was not valid. */
  static final class EnumMember extends NumberDecoder {
    private final byte[][] members;

    EnumMember(int slot, List<byte[]> members) {
      super(slot, NumberSign.UNSIGNED);
      this.members = new byte[members.size() + 1][];
      this.members[0] = new byte[0];
      for (int i = 0; i < members.size(); i++) {
        this.members[i + 1] = members.get(i);
      }
    }

    @Override
    void number(long value, RowWriter out) throws BadValueException {
      if (value < 0 || value >= members.length) {
        throw new BadValueException(
            "member " + Long.toUnsignedString(value) + " of " + (members.length - 1));
      }
      byte[] member = members[(int) value];
      out.setBinary(slot, member, 0, member.length);
    }
  }

  /** The members of a SET, with commas between them. */
  static final class SetText extends NumberDecoder {
    private final byte[][] members;
    private final TextBuffer text;

    SetText(int slot, List<byte[]> members, TextBuffer text) {
      super(slot, NumberSign.UNSIGNED);
      this.members = members.toArray(new byte[0][]);
      this.text = text;
    }

    @Override
    void number(long value, RowWriter out) throws BadValueException {
      checkMembers(value, members.length);
      text.clear();
      for (long left = value; left != 0; left &= left - 1) {
        if (left != value) {
          text.add(',');
        }
        byte[] member = members[Long.numberOfTrailingZeros(left)];
        text.add(member, 0, member.length);
      }
      out.setBinary(slot, text.bytes(), 0, text.length());
    }
  }

  /** The members of a SET as a list. */
  static final class SetList extends NumberDecoder {
    private final byte[][] members;
    private final int empty;

    SetList(int slot, List<byte[]> members, int emptyLevel) {
      super(slot, NumberSign.UNSIGNED);
      this.members = members.toArray(new byte[0][]);
      this.empty = emptyLevel;
    }

    @Override
    void number(long value, RowWriter out) throws BadValueException {
      checkMembers(value, members.length);
      if (value == 0) {
        out.addNull(slot, 0, empty);
      }
      for (long left = value; left != 0; left &= left - 1) {
        byte[] member = members[Long.numberOfTrailingZeros(left)];
        out.addBinary(slot, left == value ? 0 : 1, member, 0, member.length);
      }
    }

    @Override
    void missing(RowWriter out) {
      out.addNull(slot, 0, 0);
    }
  }

  private static void checkMembers(long value, int members) throws BadValueException {
    if (members < 64 && value >>> members != 0) {
      throw new BadValueException("a set of members beyond its " + members);
    }
  }
}
