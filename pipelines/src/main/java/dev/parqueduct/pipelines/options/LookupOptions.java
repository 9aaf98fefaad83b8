package dev.parqueduct.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How values are looked up in a store of small objects. */
public interface LookupOptions extends PipelineOptions {
  @Description(
      "Where the value is in an object's JSON: names separated by dots; of several paths, separated"
          + " by commas, the first that is there.")
  @Default.String("response.class,classification")
  String getJsonPath();

  void setJsonPath(String value);

  @Description("Lookups at a time in one worker, at most.")
  @Default.Integer(500)
  int getMaxInFlight();

  void setMaxInFlight(int value);

  @Description("How often a lookup is tried again after 408, 429, 5xx, a timeout or no connection.")
  @Default.Integer(6)
  int getLookupRetries();

  void setLookupRetries(int value);

  @Description("Seconds after which a lookup without an answer is tried again.")
  @Default.Integer(30)
  int getLookupTimeout();

  void setLookupTimeout(int value);

  @Description(
      "Lookups a second to begin with, of all workers, doubling every 20 minutes; 0 for no limit,"
          + " -1 for 5000 on gs:// and no limit elsewhere.")
  @Default.Double(-1)
  double getStartRate();

  void setStartRate(double value);

  @Description("Rows whose lookup may fail before the run ends with exit code 3; -1 for any.")
  @Default.Long(0)
  long getMaxFailed();

  void setMaxFailed(long value);
}
