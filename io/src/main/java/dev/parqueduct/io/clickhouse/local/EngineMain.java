package dev.parqueduct.io.clickhouse.local;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.util.Map;

/**
 * The process of a {@link LocalServer}: opens the ports, and ends when its standard input does, so
 * that it never outlives who started it.
 */
final class EngineMain {
  /** RTLD_LAZY alone: symbols stay within the library. */
  private static final int LAZY = 1;

  private EngineMain() {}

  /**
   * @param args path of the library, and what the engine is started with
   */
  public static void main(String[] args) {
    NativeLibrary library =
        NativeLibrary.getInstance(args[0], Map.of(Library.OPTION_OPEN_FLAGS, LAZY));
    Function signals = library.getFunction("chdb_set_signal_handlers_enabled");
    // The JVM has handlers of its own, which it cannot do without.
    signals.invokeVoid(new Object[] {0});
    String[] arguments = args.clone();
    arguments[0] = "clickhouse";
    Pointer unused =
        library
            .getFunction("chdb_query_cmdline")
            .invokePointer(new Object[] {arguments.length, new StringArray(arguments)});
  }
}
