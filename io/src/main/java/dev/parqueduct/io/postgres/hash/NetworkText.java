package dev.parqueduct.io.postgres.hash;

import java.util.HexFormat;

/**
 * Writes network addresses, given as the server writes them, in their binary forms (network.c,
 * mac.c, mac8.c).
 */
final class NetworkText {
  private static final int IPV4 = 2;
  private static final int IPV6 = 3;
  private static final int IPV6_GROUPS = 8;

  private NetworkText() {}

  static void writeMac(String text, ByteBuilder out) {
    byte[] bytes = HexFormat.ofDelimiter(":").parseHex(text);
    out.write(bytes, 0, bytes.length);
  }

  /**
   * @param cidr 1 for a cidr, 0 for an inet
   */
  static void writeInet(String text, int cidr, ByteBuilder out) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean v6 = address.indexOf(':') >= 0;
    int size = v6 ? 16 : 4;
    out.writeByte(v6 ? IPV6 : IPV4);
    out.writeByte(slash < 0 ? 8 * size : Integer.parseInt(text.substring(slash + 1)));
    out.writeByte(cidr);
    out.writeByte(size);
    if (v6) {
      writeV6(address, out);
    } else {
      writeV4(address, out);
    }
  }

  private static void writeV4(String text, ByteBuilder out) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    for (String part : parts) {
      out.writeByte(Integer.parseInt(part));
    }
  }

  private static void writeV6(String text, ByteBuilder out) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      writeGroups(text, out);
      return;
    }
    int start = out.size();
    writeGroups(text.substring(0, gap), out);
    ByteBuilder tail = new ByteBuilder();
    writeGroups(text.substring(gap + 2), tail);
    out.writeZeros(2 * IPV6_GROUPS - tail.size() - (out.size() - start));
    out.write(tail.array(), 0, tail.size());
  }

  private static void writeGroups(String text, ByteBuilder out) {
    if (text.isEmpty()) {
      return;
    }
    for (String group : text.split(":", -1)) {
      if (group.indexOf('.') >= 0) {
        writeV4(group, out);
      } else {
        out.writeShort(Integer.parseInt(group, 16));
      }
    }
  }
}
