package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.RowBytes.row;
import static dev.parqueduct.io.tidb.TestTable.NOT_NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.tidb.RowChoice.WideDecimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;

/** DECIMAL of more than 38 digits. */
class WideDecimalsTest {
  private static final RowOptions BINARY = RowOptions.defaults().with(WideDecimals.BINARY);

  private static TestTable table(int precision, int scale) {
    return new TestTable().column(1, "d", TypeCode.DECIMAL, NOT_NULL, precision, scale);
  }

  /** Unscaled values as parquet-java reads them, and the bounds that it trusts. */
  private record Read(List<String> hex, BigInteger least, BigInteger greatest) {}

  private static Read read(String... numbers) throws IOException {
    try (Exported exported = Exported.of(table(65, 30), BINARY)) {
      for (String number : numbers) {
        exported.row(1, row().bytes(1, encoded(number)).end());
      }
      try (ParquetFileReader file = ParquetFileReader.open(new LocalInputFile(exported.finish()))) {
        MessageType schema = file.getFileMetaData().getSchema();
        Statistics<?> bounds =
            file.getFooter().getBlocks().get(0).getColumns().get(0).getStatistics();
        PageReadStore pages = file.readNextRowGroup();
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        List<String> hex = new ArrayList<>();
        for (String unused : numbers) {
          byte[] value = records.read().getBinary("d", 0).getBytes();
          hex.add(new BigInteger(1, value).toString(16) + "/" + value.length);
        }
        return new Read(
            hex, new BigInteger(bounds.getMinBytes()), new BigInteger(bounds.getMaxBytes()));
      }
    }
  }

  /** As stored for a column of as many digits; the encoder is compared with TiKV's client. */
  private static byte[] encoded(String number) {
    return DecimalEncoder.encode(new BigDecimal(number), 65, 30);
  }

  @Test
  void areTextUnlessSomethingElseIsSaid() throws Exception {
    try (Exported exported = Exported.of(table(39, 0), RowOptions.defaults())) {
      assertThat(exported.schema()).contains("required binary d (STRING);");
    }
  }

  @Test
  void areTwosComplementOfTheLeastBytesOnRequest() throws Exception {
    String nines = "9".repeat(35) + "." + "9".repeat(30);
    Read read =
        read("0", "0." + "0".repeat(29) + "1", "-0." + "0".repeat(29) + "1", "1", nines, "-1");

    // 10^30 is 0c9f2c9cd04674edea40000000, 10^65 - 1 has 216 bits and a sign.
    String ones = BigInteger.TEN.pow(65).subtract(BigInteger.ONE).toString(16);
    assertThat(read.hex())
        .containsExactly(
            "0/1",
            "1/1",
            "ff/1",
            "c9f2c9cd04674edea40000000/13",
            ones + "/28",
            "f360d3632fb98b1215c0000000/13");
    assertThat(read.least()).isEqualTo(BigInteger.TEN.pow(30).negate());
    assertThat(read.greatest()).isEqualTo(BigInteger.TEN.pow(65).subtract(BigInteger.ONE));
  }

  @Test
  void sayHowManyDigitsTheyHave() throws Exception {
    try (Exported exported = Exported.of(table(65, 30), BINARY)) {
      assertThat(exported.schema()).contains("required binary d (DECIMAL(65,30));");
    }
    try (Exported exported = Exported.of(table(39, 2), BINARY)) {
      assertThat(exported.schema()).contains("required binary d (DECIMAL(39,2));");
    }
    try (Exported exported = Exported.of(table(38, 2), BINARY)) {
      assertThat(exported.schema()).contains("fixed_len_byte_array(16) d (DECIMAL(38,2));");
    }
  }

  @Test
  void areRefusedWithTableAndColumnOnRequest() throws Exception {
    RowOptions error = RowOptions.defaults().with(WideDecimals.ERROR);

    assertThatThrownBy(() -> TableRows.of(table(40, 5).info(), error))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("table T: column d is decimal(40,5)", "--wideDecimals=binary");
    try (Exported exported = Exported.of(table(38, 5), error)) {
      assertThat(exported.schema()).contains("DECIMAL(38,5)");
    }
    try (Exported exported = Exported.of(table(40, 5), error.with(TypeMapping.STRINGS))) {
      assertThat(exported.schema()).contains("required binary d (STRING);");
    }
  }
}
