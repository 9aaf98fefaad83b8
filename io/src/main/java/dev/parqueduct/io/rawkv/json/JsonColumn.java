package dev.parqueduct.io.rawkv.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.rawkv.RejectedEntryException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.apache.parquet.schema.Type;

/** The value of a column in the row that is being made. */
final class JsonColumn {
  private static final long MICROS = 1_000_000;

  private final JsonField field;
  private final JsonText text = new JsonText();
  private boolean present;
  private long number;
  private double real;

  JsonColumn(JsonField field) {
    this.field = field;
  }

  Type type() {
    return field.type().column(field.column());
  }

  void clear() {
    present = false;
  }

  /** Takes the value at the parser, and leaves the parser at its end. */
  void take(JsonParser parser) throws IOException, RejectedEntryException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    try {
      boolean taken =
          switch (field.type()) {
            case JSON -> text.takeStructure(parser);
            case STRING -> token.isScalarValue() && text.takeScalar(parser);
            case BOOLEAN -> token.isBoolean() && takeNumber(parser.getBooleanValue() ? 1 : 0);
            case INT -> isInteger(token) && takeNumber(parser.getIntValue());
            case LONG, TIMESTAMP_MICROS -> isInteger(token) && takeNumber(parser.getLongValue());
            case TIMESTAMP_MILLIS ->
                isInteger(token) && takeNumber(Math.multiplyExact(parser.getLongValue(), 1000L));
            case TIMESTAMP_SECONDS ->
                isInteger(token) && takeNumber(Math.multiplyExact(parser.getLongValue(), MICROS));
            case FLOAT -> token.isNumeric() && takeReal((float) parser.getDoubleValue());
            case DOUBLE -> token.isNumeric() && takeReal(parser.getDoubleValue());
            case DATE -> isText(token) && takeNumber(day(parser.getText()));
            case TIMESTAMP -> isText(token) && takeNumber(micros(parser.getText()));
          };
      if (!taken) {
        throw wrongType("it is " + token);
      }
      present = true;
    } catch (InputCoercionException e) {
      throw wrongType(e.getOriginalMessage());
    } catch (ArithmeticException | DateTimeException e) {
      throw wrongType(e.getMessage());
    }
  }

  private static boolean isInteger(JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT;
  }

  private static boolean isText(JsonToken token) {
    return token == JsonToken.VALUE_STRING;
  }

  private boolean takeNumber(long value) {
    number = value;
    return true;
  }

  private boolean takeReal(double value) {
    real = value;
    return !Double.isInfinite(value);
  }

  private static int day(String iso) {
    return Math.toIntExact(LocalDate.parse(iso).toEpochDay());
  }

  private static long micros(String iso) {
    OffsetDateTime time = OffsetDateTime.parse(iso);
    return Math.addExact(Math.multiplyExact(time.toEpochSecond(), MICROS), time.getNano() / 1000);
  }

  private RejectedEntryException wrongType(String why) {
    return new RejectedEntryException(
        "json_type", field.dottedPath() + " is no " + field.type().text() + ": " + why);
  }

  void write(RowWriter row, int column) {
    if (!present) {
      row.setNull(column);
      return;
    }
    switch (field.type()) {
      case STRING, JSON -> row.setBinary(column, text.utf8(), 0, text.length());
      case BOOLEAN -> row.setBoolean(column, number != 0);
      case INT, DATE -> row.setInt(column, (int) number);
      case LONG, TIMESTAMP, TIMESTAMP_SECONDS, TIMESTAMP_MILLIS, TIMESTAMP_MICROS ->
          row.setLong(column, number);
      case FLOAT -> row.setFloat(column, (float) real);
      case DOUBLE -> row.setDouble(column, real);
    }
  }
}
