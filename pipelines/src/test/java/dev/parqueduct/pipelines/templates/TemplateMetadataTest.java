package dev.parqueduct.pipelines.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.dataflow.model.ParameterMetadata;
import com.google.api.services.dataflow.model.ParameterMetadataEnumOption;
import com.google.api.services.dataflow.model.TemplateMetadata;
import dev.parqueduct.io.br.Cipher;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.mysql.load.ImportRequest;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.export.Layout;
import dev.parqueduct.io.rawkv.BytesForm;
import dev.parqueduct.io.rawkv.InvalidText;
import dev.parqueduct.io.rawkv.KeyPrefix;
import dev.parqueduct.io.rawkv.RequestedApi;
import dev.parqueduct.io.sst.SstReaderKind;
import dev.parqueduct.io.tidb.RowChoice;
import dev.parqueduct.io.tidb.TypeMapping;
import dev.parqueduct.io.vt.Keep;
import dev.parqueduct.io.vt.ReportSchema;
import dev.parqueduct.pipelines.options.Choice;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.transforms.vt.FeedExport;
import dev.parqueduct.transforms.vt.FeedFileNaming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateMetadataTest {
  /**
   * Options of runs on one machine: a template is launched to start a job, and does not stay. Files
   * and the environment of the user are not there.
   */
  private static final Set<String> LOCAL_ONLY =
      Set.of(
          "dryRun",
          "metricsPort",
          "concurrency",
          "inputBase64File",
          "cipherKeyEnv",
          "passwordEnv",
          "sslRootCert",
          "sslCert",
          "sslKey",
          "demo",
          "certify",
          "confirmTable",
          "lockTimeout",
          "emitDropSql",
          "mode",
          "backend",
          "sortedKvDir",
          "pdAddr",
          "statusPort");

  /** What a template needs because it has none of the {@link #LOCAL_ONLY} options instead. */
  private static final Set<String> REQUIRED = Set.of("input");

  private static final Set<String> PATHS =
      Set.of(
          "input",
          "output",
          "cipherKeyFile",
          "passwordFile",
          "filesList",
          "ledger",
          "results",
          "htmlReport");

  /** By option, or by pipeline and option where pipelines differ. */
  private static final Map<String, Class<? extends Enum<?>>> CHOICES =
      Map.ofEntries(
          Map.entry("backfill-events.profile", Profile.class),
          Map.entry("backfill-events.join", BackfillRequest.Join.class),
          Map.entry("keep", Keep.class),
          Map.entry("scanDateType", ReportSchema.class),
          Map.entry("export-vt.layout", FeedFileNaming.Layout.class),
          Map.entry("export-postgres.layout", Layout.class),
          Map.entry("compression", Compression.class),
          Map.entry("bzip2Decoder", FeedExport.Bzip2Kind.class),
          Map.entry("cipher", Cipher.Method.class),
          Map.entry("sstReader", SstReaderKind.class),
          Map.entry("typeMapping", TypeMapping.class),
          Map.entry("invalidDates", RowChoice.InvalidDates.class),
          Map.entry("export-br.invalidText", RowChoice.InvalidText.class),
          Map.entry("unsignedBigint", RowChoice.UnsignedBigint.class),
          Map.entry("wideDecimals", RowChoice.WideDecimals.class),
          Map.entry("tinyInt1", RowChoice.TinyInt1.class),
          Map.entry("bits", RowChoice.BitForm.class),
          Map.entry("sets", RowChoice.SetForm.class),
          Map.entry("times", RowChoice.TimeForm.class),
          Map.entry("virtualColumns", RowChoice.VirtualColumns.class),
          Map.entry("nullability", RowChoice.Nullability.class),
          Map.entry("checksums", RowChoice.Checksums.class),
          Map.entry("export-postgres.invalidText", ValueOptions.InvalidText.class),
          Map.entry("infiniteDates", ValueOptions.InfiniteDates.class),
          Map.entry("endOfDay", ValueOptions.EndOfDay.class),
          Map.entry("nanNumerics", ValueOptions.NanNumerics.class),
          Map.entry("arrayShapes", ValueOptions.ArrayShapes.class),
          Map.entry("api", RequestedApi.class),
          Map.entry("keyForm", BytesForm.class),
          Map.entry("valueForm", BytesForm.class),
          Map.entry("export-rawkv.invalidText", InvalidText.class),
          Map.entry("prefixInKeys", KeyPrefix.class),
          Map.entry("secondaryIndexes", ImportRequest.SecondaryIndexes.class));

  // The types of google.dataflow.v1beta3.ParameterType that these templates use.
  private static final Set<String> TYPES = Set.of("TEXT", "NUMBER", "BOOLEAN", "ENUM");

  private static final Pattern OPTION = Pattern.compile("(?:--|[ ,=~])([a-zA-Z0-9]+)=([^ ,~`\"]+)");

  static List<Template> templates() {
    return Template.all();
  }

  @Test
  void everyFolderIsAPipelineWithAMainOfItsOwn() throws Exception {
    Set<String> folders = new TreeSet<>();
    try (Stream<Path> files = Files.list(Template.FOLDER)) {
      files
          .filter(file -> Files.exists(file.resolve("metadata.json")))
          .forEach(file -> folders.add(file.getFileName().toString()));
    }
    assertThat(folders)
        .isEqualTo(Template.all().stream().map(Template::toString).collect(Collectors.toSet()));
    for (Template template : Template.all()) {
      assertThat(template.command().getClass().getMethod("main", String[].class)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void holdsNoKeyThatTheServiceDoesNotKnow(Template template) throws IOException {
    TemplateMetadata metadata = template.metadata();
    assertThat(metadata.getUnknownKeys()).isEmpty();
    for (ParameterMetadata parameter : metadata.getParameters()) {
      assertThat(parameter.getUnknownKeys()).as(parameter.getName()).isEmpty();
      for (ParameterMetadataEnumOption word : words(parameter)) {
        assertThat(word.getUnknownKeys()).as(parameter.getName()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void describesItselfAndEveryParameter(Template template) throws IOException {
    assertThat(template.metadata().getName()).isNotBlank();
    assertThat(template.metadata().getDescription()).isNotBlank();
    for (ParameterMetadata parameter : template.metadata().getParameters()) {
      assertThat(parameter.getLabel()).as(parameter.getName()).isNotBlank();
      assertThat(parameter.getHelpText()).as(parameter.getName()).isNotBlank();
      assertThat(parameter.getParamType()).as(parameter.getName()).isIn(TYPES);
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void hasAParameterForEveryOption(Template template) throws IOException {
    assertThat(template.metadata().getParameters())
        .extracting(ParameterMetadata::getName)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            options(template).stream().map(OptionTable.Option::name).toList());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void asksForWhatIsRequiredAndShowsTheDefaults(Template template) throws IOException {
    for (OptionTable.Option option : options(template)) {
      ParameterMetadata parameter = template.parameter(option.name()).orElseThrow();
      assertThat(parameter.getIsOptional())
          .as(option.name())
          .isEqualTo(!option.required() && !REQUIRED.contains(option.name()));
      String shown = parameter.getDefaultValue();
      assertThat(shown == null ? "" : shown).as(option.name()).isEqualTo(option.defaultValue());
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void offersTheWordsOfAChoice(Template template) throws IOException {
    for (ParameterMetadata parameter : template.metadata().getParameters()) {
      Class<? extends Enum<?>> choice =
          CHOICES.getOrDefault(
              template + "." + parameter.getName(), CHOICES.get(parameter.getName()));
      assertThat(parameter.getParamType().equals("ENUM"))
          .as(parameter.getName())
          .isEqualTo(choice != null);
      if (choice != null) {
        assertThat(words(parameter).stream().map(ParameterMetadataEnumOption::getValue))
            .as(parameter.getName())
            .containsExactlyInAnyOrderElementsOf(
                Arrays.stream(choice.getEnumConstants()).map(Choice::word).toList());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void takesItsOwnDefaults(Template template) throws IOException {
    for (ParameterMetadata parameter : template.metadata().getParameters()) {
      if (parameter.getDefaultValue() != null) {
        assertAccepts(parameter, parameter.getDefaultValue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void takesTheValuesOfTheExamples(Template template) throws IOException {
    StringBuilder examples = new StringBuilder();
    for (Path readme : List.of(Path.of("../README.md"), Template.FOLDER.resolve("README.md"))) {
      if (Files.exists(readme)) {
        examples.append(withoutOthers(Files.readString(readme), template)).append('\n');
      }
    }
    template.command().examples().forEach(example -> examples.append(example).append('\n'));
    Set<String> seen = new TreeSet<>();
    Matcher option = OPTION.matcher(examples.toString().replaceAll("\\s", " "));
    while (option.find()) {
      ParameterMetadata parameter = template.parameter(option.group(1)).orElse(null);
      // Workers see no local disk, and have no client for HDFS.
      boolean out = PATHS.contains(option.group(1)) && !option.group(2).matches("(gs|s3)://.*");
      if (parameter != null && !out) {
        seen.add(parameter.getName());
        assertAccepts(parameter, option.group(2));
      }
    }
    assertThat(seen).containsAnyOf("output", "results", "lookup");
    assertThat(seen.contains("input")).isEqualTo(template.parameter("input").isPresent());
  }

  /** A text without the sections on other pipelines, whose options may have the same names. */
  private static String withoutOthers(String text, Template template) {
    return Arrays.stream(text.split("(?m)^(?=## )"))
        .filter(
            section ->
                Template.all().stream()
                    .filter(other -> !other.equals(template))
                    .noneMatch(other -> section.startsWith("## " + other + "\n")))
        .collect(Collectors.joining());
  }

  @Test
  void refusesPathsThatWorkersCannotSee() throws IOException {
    ParameterMetadata input = Template.all().get(0).parameter("input").orElseThrow();
    assertAccepts(input, "gs://a/2026*/**, s3://b");
    for (String wrong :
        List.of("feed", "/feed", "file:///feed", "gs://", "gs://a,feed", "gs://a,")) {
      assertThat(wrong).doesNotMatch(input.getRegexes().get(0));
    }
  }

  private static List<OptionTable.Option> options(Template template) {
    return OptionTable.of(template.command().options()).stream()
        .filter(option -> !LOCAL_ONLY.contains(option.name()))
        .toList();
  }

  private static List<ParameterMetadataEnumOption> words(ParameterMetadata parameter) {
    return parameter.getEnumOptions() == null ? List.of() : parameter.getEnumOptions();
  }

  private static void assertAccepts(ParameterMetadata parameter, String value) {
    List<String> regexes = parameter.getRegexes() == null ? List.of() : parameter.getRegexes();
    for (String regex : regexes) {
      assertThat(value).as(parameter.getName()).matches(regex);
    }
    if (parameter.getEnumOptions() != null) {
      assertThat(words(parameter))
          .extracting(ParameterMetadataEnumOption::getValue)
          .as(parameter.getName())
          .contains(value);
    }
  }
}
