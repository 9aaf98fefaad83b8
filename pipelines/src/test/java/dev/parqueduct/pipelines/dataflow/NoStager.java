package dev.parqueduct.pipelines.dataflow;

import com.google.api.services.dataflow.model.DataflowPackage;
import java.util.List;
import org.apache.beam.runners.dataflow.util.PackageUtil.StagedFile;
import org.apache.beam.runners.dataflow.util.Stager;
import org.apache.beam.sdk.options.PipelineOptions;

/** Stages nothing; named by the option {@code --stagerClass}. */
public final class NoStager implements Stager {
  private NoStager() {}

  /** Called by Beam. */
  public static NoStager fromOptions(PipelineOptions options) {
    return new NoStager();
  }

  @Override
  public List<DataflowPackage> stageFiles(List<StagedFile> files) {
    return List.of();
  }

  @Override
  public DataflowPackage stageToFile(byte[] bytes, String name) {
    return new DataflowPackage().setName(name).setLocation("gs://staging/" + name);
  }
}
