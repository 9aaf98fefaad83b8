package dev.parqueduct.io.clickhouse.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes columns for types as ClickHouse names them. */
public final class ColumnType {
  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry("UInt8", 1),
          Map.entry("Int8", 1),
          Map.entry("Bool", 1),
          Map.entry("Enum8", 1),
          Map.entry("UInt16", 2),
          Map.entry("Int16", 2),
          Map.entry("Date", 2),
          Map.entry("Enum16", 2),
          Map.entry("UInt32", 4),
          Map.entry("Int32", 4),
          Map.entry("Float32", 4),
          Map.entry("Date32", 4),
          Map.entry("DateTime", 4),
          Map.entry("IPv4", 4),
          Map.entry("UInt64", 8),
          Map.entry("Int64", 8),
          Map.entry("Float64", 8),
          Map.entry("DateTime64", 8),
          Map.entry("UUID", 16),
          Map.entry("IPv6", 16),
          Map.entry("UInt128", 16),
          Map.entry("Int128", 16),
          Map.entry("UInt256", 32),
          Map.entry("Int256", 32));
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9]+)(?:\\((.*)\\))?", Pattern.DOTALL);

  private ColumnType() {}

  /**
   * An empty column.
   *
   * @param name of the column, for the message
   * @throws UnknownTypeException if the type, or one within it, is not known
   */
  public static Column column(String name, String type) {
    try {
      return column(type.strip());
    } catch (UnknownTypeException e) {
      throw new UnknownTypeException(
          "Column "
              + name
              + " is of the type "
              + type
              + ", which is not supported ("
              + e.getMessage()
              + ").");
    }
  }

  private static Column column(String type) {
    Matcher form = FORM.matcher(type);
    if (!form.matches()) {
      throw new UnknownTypeException(type);
    }
    String base = form.group(1);
    List<String> arguments = arguments(form.group(2));
    return switch (base) {
      case "String" -> new StringColumn();
      case "JSON" -> new JsonColumn();
      case "Nullable" -> new NullableColumn(column(only(type, arguments)));
      case "Array" -> new ArrayColumn(column(only(type, arguments)));
      case "LowCardinality" -> lowCardinality(only(type, arguments));
      case "Map" -> map(type, arguments);
      case "FixedString" -> new FixedColumn(type, Integer.parseInt(only(type, arguments)));
      case "Decimal" -> new FixedColumn(type, decimalWidth(Integer.parseInt(arguments.get(0))));
      default -> fixed(base, type);
    };
  }

  private static Column fixed(String base, String type) {
    Integer width = WIDTHS.get(base);
    if (width == null) {
      throw new UnknownTypeException(type);
    }
    return new FixedColumn(type, width);
  }

  private static Column map(String type, List<String> arguments) {
    if (arguments.size() != 2) {
      throw new UnknownTypeException(type);
    }
    return new MapColumn(column(arguments.get(0)), column(arguments.get(1)));
  }

  private static Column lowCardinality(String type) {
    Matcher nullable = Pattern.compile("Nullable\\((.*)\\)").matcher(type);
    return new LowCardinalityColumn(
        column(type), column(nullable.matches() ? nullable.group(1) : type));
  }

  private static int decimalWidth(int precision) {
    return precision <= 9 ? 4 : precision <= 18 ? 8 : precision <= 38 ? 16 : 32;
  }

  private static String only(String type, List<String> arguments) {
    if (arguments.size() != 1) {
      throw new UnknownTypeException(type);
    }
    return arguments.get(0);
  }

  /** What stands between the outermost commas; commas within parentheses or quotes do not count. */
  private static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    if (text == null) {
      return arguments;
    }
    int depth = 0;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && c == ',' && depth == 0) {
        arguments.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    arguments.add(text.substring(from).strip());
    return arguments;
  }
}
