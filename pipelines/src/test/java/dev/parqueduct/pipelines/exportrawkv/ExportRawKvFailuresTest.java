package dev.parqueduct.pipelines.exportrawkv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.KeyValueBackup;
import dev.parqueduct.io.br.testing.KeyValueBackup.Api;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun.Ended;
import dev.parqueduct.pipelines.exportbr.ExportBr;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportRawKvFailuresTest extends ExportRawKvFixture {
  @Test
  void anEntryThatCannotBeDecodedIsKeptAndFailsTheRunAtItsEnd() throws Exception {
    KeyValueBackup.of(Api.V1)
        .put(bytes("a"), bytes("{\"name\": \"Ann\"}"))
        .put(bytes("b"), bytes("{\"name\": "))
        .put(bytes("c"), bytes("{\"name\": \"Cid\"}"))
        .write(backup);
    String[] options = {
      "--valueDecoder=json", "--valueDecoderConfig=name:string", "--columns=key", "--keyForm=text"
    };
    Ended ended = export(backup, options);

    assertThat(ended.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(ended.messages()).contains("--maxRejected", "_rejected");
    assertThat(output.rejects()).hasSize(1);
    assertThat(output.rejects().get(0).toString())
        .contains("_default.sst", "json", "key", "{\\\"name\\\": ");
    assertThat(output.report().at("/rows/rejected").longValue()).isEqualTo(1);
    assertThat(select("string_agg(name, ',' order by key)").get(0)).containsExactly("Ann,Cid");
  }

  @Test
  void rejectedEntriesCanBeTolerated() throws Exception {
    KeyValueBackup.of(Api.V1).put(bytes("a"), bytes("no json")).write(backup);
    Ended ended =
        export(
            backup, "--valueDecoder=json", "--valueDecoderConfig=name:string", "--maxRejected=1");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(output.rejects()).hasSize(1);
  }

  @Test
  void aBackupOfTablesIsOfAnotherKind() throws Exception {
    Ended ended = export(Path.of("../examples/br-backup"));

    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.messages()).contains("holds tables of TiDB", "Use export-br.");
    assertThat(ended.messages().lines()).hasSize(1);
    assertThat(output.files()).isEmpty();
  }

  @Test
  void aBackupOfEntriesIsNoneOfTables() throws Exception {
    Ended raw = run(new ExportBr(), PUBLISHED_V1TTL);
    assertThat(raw.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(raw.messages()).contains("RawKV data, not tables of TiDB", "Use export-rawkv.");

    KeyValueBackup.of(Api.TXN).put(bytes("a"), bytes("b")).write(backup);
    Ended transactional = run(new ExportBr(), backup);
    assertThat(transactional.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(transactional.messages()).contains("TxnKV data", "Use export-rawkv.");
    assertThat(output.files()).isEmpty();
  }

  /** With no other that may still be exported when the run has failed. */
  private void oneSst() throws Exception {
    KeyValueBackup.of(Api.V1).put(bytes("a"), bytes("one")).write(backup);
  }

  @Test
  void aDamagedSstIsNamed() throws Exception {
    oneSst();
    Path sst = firstSst();
    byte[] content = Files.readAllBytes(sst);
    content[10] ^= 1;
    Files.write(sst, content);
    Ended ended = export(backup);

    assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.messages()).contains(sst.getFileName().toString());
    assertThat(ended.messages().lines()).hasSize(1);
  }

  @Test
  void aMissingSstIsNamed() throws Exception {
    oneSst();
    Path sst = firstSst();
    Files.delete(sst);
    Ended ended = export(backup);

    assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.messages()).contains(sst.getFileName().toString());
  }

  @Test
  void aFolderWithoutABackupMatchesNothing() throws Exception {
    Files.createDirectories(backup);
    Ended ended = export(backup);

    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.messages()).contains("backupmeta");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--api=v4 | --api=v4",
        "--columns=key,worth | worth",
        "--keyForm=octal | --keyForm=octal is not known",
        "--startKey=0x6 | 0x6",
        "--expiredAt=tomorrow | --expiredAt=tomorrow is no time",
        "--valueDecoder=cobol | cobol",
        "--valueDecoderConfig=a:int | needs a --valueDecoder",
        "--readLimit=-1 | readLimit",
        "--cipher=aes128_ctr | needs a key",
      })
  void optionsThatCannotBeAreRefused(String option, String said) throws Exception {
    Ended ended = export(PUBLISHED_V1TTL, option);

    assertThat(ended.messages()).contains(said);
    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(output.dataFiles()).isEmpty();
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    Ended ended = export(PUBLISHED_V1, "--dryRun=true");

    assertThat(ended.messages()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(output.root()).doesNotExist();
  }
}
