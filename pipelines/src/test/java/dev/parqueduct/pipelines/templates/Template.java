package dev.parqueduct.pipelines.templates;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.dataflow.model.ParameterMetadata;
import com.google.api.services.dataflow.model.TemplateMetadata;
import dev.parqueduct.pipelines.backfillclassification.BackfillClassification;
import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.exportbr.ExportBr;
import dev.parqueduct.pipelines.exportpostgres.ExportPostgres;
import dev.parqueduct.pipelines.exportrawkv.ExportRawKv;
import dev.parqueduct.pipelines.exportvt.ExportVt;
import dev.parqueduct.pipelines.importtidb.ImportTidb;
import dev.parqueduct.pipelines.validateparquet.ValidateParquet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A pipeline and the folder of its template. */
record Template(Command command) {
  static final Path FOLDER = Path.of("../templates");

  static List<Template> all() {
    return List.of(
        new Template(new ExportVt()),
        new Template(new BackfillClassification()),
        new Template(new ExportBr()),
        new Template(new ExportRawKv()),
        new Template(new ExportPostgres()),
        new Template(new ValidateParquet()),
        new Template(new ImportTidb()),
        new Template(new BackfillEvents()));
  }

  /** Parsed as the service parses it; keys that it does not know are kept as unknown ones. */
  TemplateMetadata metadata() throws IOException {
    return GsonFactory.getDefaultInstance()
        .fromString(
            Files.readString(FOLDER.resolve(command.name()).resolve("metadata.json")),
            TemplateMetadata.class);
  }

  Optional<ParameterMetadata> parameter(String name) throws IOException {
    return metadata().getParameters().stream()
        .filter(parameter -> parameter.getName().equals(name))
        .findFirst();
  }

  @Override
  public String toString() {
    return command.name();
  }
}
