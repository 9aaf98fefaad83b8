package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * The files of Iceberg tables on Beam's file systems: local, {@code gs://}, {@code s3://}, {@code
 * hdfs://}. A file appears under its name when its stream is closed.
 */
public final class BeamFileIO implements FileIO {
  private transient ObjectStore store;

  /** With the usual retries. */
  public BeamFileIO() {
    this(ObjectStore.create());
  }

  public BeamFileIO(ObjectStore store) {
    this.store = store;
  }

  private ObjectStore store() {
    // After its journey to a worker it starts anew.
    if (store == null) {
      store = ObjectStore.create();
    }
    return store;
  }

  @Override
  public InputFile newInputFile(String path) {
    return new ObjectInput(store(), path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new ObjectOutput(store(), path);
  }

  @Override
  public void deleteFile(String path) {
    try {
      store().delete(path);
    } catch (IOException e) {
      throw new RuntimeIOException(e);
    }
  }

  private record ObjectInput(ObjectStore store, String location) implements InputFile {
    @Override
    public long getLength() {
      try (SeekableByteChannel channel = open()) {
        return channel.size();
      } catch (IOException e) {
        throw new RuntimeIOException(e);
      }
    }

    @Override
    public SeekableInputStream newStream() {
      return new ChannelInputStream(open());
    }

    @Override
    public boolean exists() {
      try {
        return store.exists(location);
      } catch (IOException e) {
        throw new RuntimeIOException(e);
      }
    }

    private SeekableByteChannel open() {
      try {
        return store.openSeekable(location);
      } catch (FileNotFoundException e) {
        throw new NotFoundException(e, "There is no file %s", location);
      } catch (IOException e) {
        throw new RuntimeIOException(e);
      }
    }
  }

  private record ObjectOutput(ObjectStore store, String location) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      if (toInputFile().exists()) {
        throw new AlreadyExistsException("There is a file %s already", location);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      try {
        String folder = location.substring(0, location.lastIndexOf('/'));
        return new ObjectOutputStream(store.create(location, folder));
      } catch (IOException e) {
        throw new RuntimeIOException(e);
      }
    }

    @Override
    public InputFile toInputFile() {
      return new ObjectInput(store, location);
    }
  }

  /** Iceberg tells no failure to its streams: a file that was cut short is one nobody names. */
  private static final class ObjectOutputStream extends PositionOutputStream {
    private final PendingObject object;
    private boolean closed;

    ObjectOutputStream(PendingObject object) {
      this.object = object;
    }

    @Override
    public long getPos() {
      return object.bytes();
    }

    @Override
    public void write(int b) throws IOException {
      object.write(b);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      object.write(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (object) {
        object.commit();
      }
    }
  }
}
