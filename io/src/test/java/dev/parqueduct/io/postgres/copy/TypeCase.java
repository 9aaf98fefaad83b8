package dev.parqueduct.io.postgres.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A type with values of it, and how the server and DuckDB print them alike.
 *
 * @param values as they are written in literals of SQL
 * @param server an expression over {@code $}, which stands for the value
 * @param duckdb the same for DuckDB
 */
record TypeCase(String type, List<String> values, String server, String duckdb) {
  private static final String PRINTED = "format('%s', $)";
  private static final String TEXT = "$::varchar";
  private static final String MOMENT = "regexp_replace($::varchar, '(.*) .BC.(.*)', '\\1\\2 BC')";

  static List<TypeCase> all() {
    List<TypeCase> cases = new ArrayList<>();
    numbers(cases);
    strings(cases);
    times(cases);
    others(cases);
    return cases;
  }

  private static TypeCase printed(String type, String... values) {
    return new TypeCase(type, List.of(values), PRINTED, TEXT);
  }

  private static void numbers(List<TypeCase> cases) {
    cases.add(new TypeCase("bool", List.of("t", "f"), "$::text", TEXT));
    cases.add(printed("int2", "-32768", "32767", "0"));
    cases.add(printed("int4", "-2147483648", "2147483647", "-1"));
    cases.add(printed("int8", "-9223372036854775808", "9223372036854775807", "-1"));
    cases.add(printed("oid", "0", "4294967295", "2147483648"));
    String[] special = {"0", "-0", "NaN", "Infinity", "-Infinity", "-12345.5", "0.1"};
    cases.add(printed("float4", special).and("1e-45", "3.4028235e38", "1.17549435e-38"));
    cases.add(printed("float8", special).and("5e-324", "1.7976931348623157e308"));
    cases.add(printed("numeric(1)", "-9", "0", "9"));
    cases.add(printed("numeric(4,4)", "0.1234", "-0.9999", "0.0001", "0"));
    cases.add(printed("numeric(9,2)", "9999999.99", "-9999999.99", "0.01", "-0.10", "1000"));
    cases.add(printed("numeric(10,0)", "9999999999", "-1", "10000", "100000000"));
    cases.add(printed("numeric(18,7)", "99999999999.9999999", "-0.0000001", "1.0001", "10000.1"));
    cases.add(printed("numeric(19,1)", "999999999999999999.9", "-999999999999999999.9", "0"));
    cases.add(printed("numeric(20,0)", "99999999999999999999", "-18446744073709551616", "10000"));
    cases.add(
        printed(
            "numeric(38,10)",
            "9999999999999999999999999999.9999999999",
            "-9999999999999999999999999999.9999999999",
            "0.0000000001",
            "-0.0000000001",
            "170141183460469231731687303.7158841057",
            "-184467440737.0955161600"));
    cases.add(
        printed("numeric(38,0)", "9".repeat(38), "-" + "9".repeat(38), "18446744073709551616"));
    cases.add(printed("numeric(38,38)", "0." + "9".repeat(38), "-0." + "0".repeat(37) + "1"));
    cases.add(printed("numeric(3,-2)", "99900", "-12345", "0"));
    cases.add(printed("numeric(3,5)", "0.00999", "-0.00001", "0"));
    cases.add(
        printed("numeric(60,20)", "9".repeat(40) + ".5", "-0." + "0".repeat(19) + "1", "NaN"));
    cases.add(
        printed(
            "numeric", "0", "0.000", "-1.50", "1e100", "-1e-100", "10000", "0.0001", "100000000"));
    cases.add(printed("numeric", "NaN", "Infinity", "-Infinity", "12345678.000012340000"));
    cases.add(
        new TypeCase(
            "money",
            List.of("-92233720368547758.08", "92233720368547758.07", "0", "-0.01"),
            "$::numeric::text",
            TEXT));
  }

  private TypeCase and(String... more) {
    List<String> all = new ArrayList<>(values);
    all.addAll(List.of(more));
    return new TypeCase(type, all, server, duckdb);
  }

  private static void strings(List<TypeCase> cases) {
    String[] texts = {"", " ", "Zürich 東京 🚀", "a,b\"c'd\\e", "NULL", "{}", "tab\tnew\nline"};
    cases.add(printed("text", texts));
    cases.add(printed("varchar", texts));
    cases.add(printed("varchar(7)", "", "1234567", "ünïcödé"));
    cases.add(printed("bpchar", "", "a  ", "  "));
    cases.add(printed("char(4)", "", "a", "東京"));
    cases.add(printed("name", "", "pg_class", "ñ".repeat(31)));
    cases.add(printed("\"char\"", "", "a", "\\", "\\001", "\\377", "\\200", "~"));
    cases.add(printed("json", "{\"b\": 1,  \"a\":[1, 2.50, null]}", "null", "\"\"", " [ ] "));
    cases.add(printed("jsonb", "{\"b\": 1,  \"a\":[1, 2.50, null]}", "null", "\"ü\"", "1e400"));
    cases.add(
        printed("xml", "<a b=\"ü\">1 &lt; 2</a>", "text <b/> more", "")
            .and("<?xml version=\"1.0\" standalone=\"yes\"?><c/>"));
    cases.add(
        new TypeCase(
            "bytea",
            List.of("", "\\x00ff", "\\xdeadbeef", "\\x" + "ab".repeat(3000)),
            PRINTED,
            "'\\x' || lower(hex($))"));
    cases.add(printed("bit", "0", "1"));
    cases.add(printed("bit(11)", "10000000001", "01111111110"));
    cases.add(printed("varbit", "", "1", "00000000", "101010101"));
    cases.add(printed("mood", "", "happy", "sad, 'quoted'", "très content"));
  }

  private static void times(List<TypeCase> cases) {
    cases.add(
        new TypeCase(
            "date",
            List.of("4713-11-24 BC", "0001-12-31 BC", "1970-01-01", "2000-02-29", "5874897-12-31"),
            PRINTED,
            MOMENT));
    cases.add(printed("time", "00:00", "23:59:59.999999", "12:34:56.7", "00:00:00.000001"));
    cases.add(printed("time(0)", "12:34:56.7"));
    List<String> moments =
        List.of(
            "4713-11-24 00:00:00 BC",
            "0044-03-15 12:00:00.000001 BC",
            "1969-12-31 23:59:59.999999",
            "1970-01-01 00:00:00",
            "2000-01-01 00:00:00.5",
            "294246-12-31 23:59:59.999999");
    cases.add(new TypeCase("timestamp", moments, PRINTED, MOMENT));
    cases.add(printed("timestamp(3)", "2024-02-29 23:59:59.9994"));
    // DuckDB prints few years with time zones.
    cases.add(
        new TypeCase(
            "timestamptz",
            moments.stream().map(moment -> moment + "+00").toList(),
            "(extract(epoch from $) * 1000000)::int8::text",
            "epoch_us($)::varchar"));
    cases.add(
        new TypeCase(
            "timetz",
            List.of("00:00+00", "23:59:59.999999-15:59:59", "12:00+05:45", "01:02:03+15:59:59"),
            "$::time || ' ' || extract(timezone from $)::int",
            "$.time::varchar || ' ' || $.utc_offset"));
    cases.add(
        new TypeCase(
            "interval",
            List.of(
                "0",
                "1 year 2 mons -3 days 04:05:06.789",
                "-178000000 years",
                "178000000 years",
                "2147483647 days -2147483648 secs",
                "-9223372036854775807 us"),
            "(extract(year from $) * 12 + extract(month from $))::int || ' '"
                + " || extract(day from $)::int || ' '"
                + " || (extract(hour from $) * 3600000000 + extract(minute from $) * 60000000"
                + " + extract(microseconds from $))::int8",
            "$.months || ' ' || $.days || ' ' || $.micros"));
  }

  private static void others(List<TypeCase> cases) {
    cases.add(printed("uuid", "00000000-0000-0000-0000-000000000000", "F".repeat(32)));
    cases.add(
        printed("inet", "0.0.0.0", "255.255.255.255", "10.1.2.3/8", "0.0.0.0/0", "::", "::1")
            .and("::ffff:1.2.3.4", "::1.2.3.4", "1:0:0:2::", "1:0:0:2:0:0:0:3", "fe80::1/64")
            .and("::/0", "::5:0:0", "::2", "0:0:0:0:0:0:1:0", "1:2:3:4:5:6:7:8", "0:1:0:1:0:1:0:1")
            .and("0:0:0:0:0:fffe:1.2.3.4", "0:0:1::", "ab:0:cd:0:0:ef:0:0", "1:2:3:4:5:6:7:0"));
    cases.add(printed("cidr", "10.0.0.0/8", "1.2.3.4/32", "2001:db8::/32", "::1/128", "0.0.0.0/0"));
    cases.add(printed("macaddr", "08:00:2b:01:02:03", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"));
    cases.add(printed("macaddr8", "08:00:2b:01:02:03:04:05", "ff:ff:ff:ff:ff:ff:ff:fe"));
    cases.add(printed("point", "(1.5,-2)", "(0.1,1e300)"));
    cases.add(printed("polygon", "((0,0),(1,1),(1,0))"));
    cases.add(printed("tsvector", "a:1 fat:2,4A", ""));
    cases.add(printed("pg_lsn", "16/B374D848", "0/0"));
    cases.add(printed("xid8", "18446744073709551615", "3"));
    cases.add(printed("oidvector", "1 2 3", ""));
    cases.add(printed("regtype", "integer", "name"));
  }

  /** Whether a server knows the type. */
  boolean exists(int majorVersion) {
    // Scales of numerics were between nothing and the precision before PostgreSQL 15.
    return majorVersion >= 15 || !List.of("numeric(3,-2)", "numeric(3,5)").contains(type);
  }

  /** The values that a server knows. */
  TypeCase on(int majorVersion) {
    // Before PostgreSQL 15 no text stood for the least intervals.
    List<String> known =
        values.stream().filter(value -> majorVersion >= 15 || !value.endsWith(" us")).toList();
    return new TypeCase(type, known, server, duckdb);
  }

  /** What is equal for equal values: the two print floats and fractions differently. */
  String normal(String printed) {
    if (printed != null && type.startsWith("float")) {
      String text = printed.toLowerCase(Locale.ROOT);
      String number =
          text.replace("infinity", "inf").replace("inf", "Infinity").replace("nan", "NaN");
      return type.equals("float4")
          ? Float.toString(Float.parseFloat(number))
          : Double.toString(Double.parseDouble(number));
    }
    return printed != null && type.startsWith("numeric")
        ? printed.replaceFirst("^(-?)\\.", "$10.")
        : printed;
  }

  String server(String value) {
    return server.replace("$", value);
  }

  String duckdb(String value) {
    return duckdb.replace("$", value);
  }

  /** The literal of a value, with its type. */
  String literal(String value) {
    return "'" + value.replace("'", "''") + "'::" + type;
  }
}
