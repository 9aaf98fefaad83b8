package dev.parqueduct.pipelines.importtidb;

import dev.parqueduct.pipelines.cli.Main;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, which can be killed. */
final class Program {
  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  static Program start(Path log, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(ImportTidbFixture.inNoCloud(args)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Program(builder.start());
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Kills it as soon as there is a file in a folder. */
  void killWhenAFileComes(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      WatchKey unused = folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      WatchKey come = watch.poll(2, TimeUnit.MINUTES);
      kill();
      if (come == null) {
        throw new IllegalStateException("There came no file to " + folder);
      }
    }
    int killed = process.waitFor();
    if (killed == 0) {
      throw new IllegalStateException("It had ended before");
    }
  }

  int exit() throws InterruptedException {
    return process.waitFor();
  }
}
