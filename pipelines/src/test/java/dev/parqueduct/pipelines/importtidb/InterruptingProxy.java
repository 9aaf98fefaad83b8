package dev.parqueduct.pipelines.importtidb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server, and each time so many bytes have gone to the server, does
 * something and cuts the connection: in the middle of a statement, more often than not.
 */
final class InterruptingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final long every;
  private final Runnable action;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger left;

  private InterruptingProxy(int target, long every, int times, Runnable action) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.every = every;
    this.action = action;
    this.left = new AtomicInteger(times);
  }

  static InterruptingProxy start(int target, long every, int times, Runnable action)
      throws IOException {
    InterruptingProxy proxy = new InterruptingProxy(target, every, times, action);
    daemon(proxy::accept);
    return proxy;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How often it has still to interrupt. */
  int left() {
    return left.get();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        try {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          daemon(() -> pump(client, server, true));
          daemon(() -> pump(server, client, false));
        } catch (IOException e) {
          client.close();
        }
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[1 << 14];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        if (counted && isTime(read)) {
          action.run();
          return;
        }
      }
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  private boolean isTime(int read) {
    long now = sent.addAndGet(read);
    return now / every > (now - read) / every && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
