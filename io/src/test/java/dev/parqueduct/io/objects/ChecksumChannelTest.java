package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class ChecksumChannelTest {
  @Property(tries = 200)
  void sumsUpTheWholeWhateverWasReadBefore(
      @ForAll @Size(max = 400) byte[] content,
      @ForAll @Size(max = 12) List<@IntRange(max = 600) Integer> positions,
      @ForAll @IntRange(min = 1, max = 200) int size)
      throws IOException {
    Path file = Files.createTempFile("summed", ".bin");
    try {
      Files.write(file, content);
      CRC32C expected = new CRC32C();
      expected.update(content);
      try (ChecksumChannel channel = new ChecksumChannel(Files.newByteChannel(file))) {
        for (int position : positions) {
          // Beyond the content: go on where the last reading ended.
          if (position <= content.length) {
            channel.position(position);
          }
          ByteBuffer buffer = ByteBuffer.allocate(size);
          int at = (int) channel.position();
          int read = channel.read(buffer);
          for (int i = 0; i < read; i++) {
            assertThat(buffer.get(i)).isEqualTo(content[at + i]);
          }
        }
        assertThat(channel.checksum()).isEqualTo(ObjectChecksum.text(expected));
      }
    } finally {
      Files.delete(file);
    }
  }
}
