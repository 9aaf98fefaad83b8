package dev.parqueduct.io.objects.lookup;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The connections of one thread. All but {@link #send} happens in that thread. */
final class HttpLane {
  private static final int CONNECT_MILLIS = 10_000;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final URI base;
  private final int port;
  private final String host;
  private final long timeoutNanos;
  private final Queue<HttpCall> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private final Set<HttpConnection> busy = new HashSet<>();

  HttpLane(
      EventLoop loop,
      Class<? extends SocketChannel> channels,
      URI base,
      SslContext tls,
      long timeoutMillis) {
    this.loop = loop;
    this.base = base;
    this.port = base.getPort() > 0 ? base.getPort() : tls == null ? 80 : 443;
    this.host = base.getPort() > 0 ? base.getHost() + ":" + port : base.getHost();
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(channels)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(CONNECT_MILLIS, timeoutMillis))
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(encryption(tls, channel));
                    }
                    channel.pipeline().addLast(new HttpClientCodec());
                    channel.pipeline().addLast(new HttpConnection(HttpLane.this));
                  }
                });
    long every = Math.max(10, Math.min(500, timeoutMillis / 4));
    var unused = loop.scheduleWithFixedDelay(this::endLate, every, every, TimeUnit.MILLISECONDS);
  }

  /** The certificate must be for the host that is meant. */
  private SslHandler encryption(SslContext tls, SocketChannel channel) {
    SslHandler handler = tls.newHandler(channel.alloc(), base.getHost(), port);
    SSLEngine engine = handler.engine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return handler;
  }

  /** {@code host[:port]}, as requests name it. */
  String host() {
    return host;
  }

  boolean isOfThisThread() {
    return loop.inEventLoop();
  }

  void send(HttpCall call) {
    if (loop.inEventLoop()) {
      start(call);
      return;
    }
    arrivals.add(call);
    if (awake.compareAndSet(false, true)) {
      later(this::startArrivals);
    }
  }

  /** Runs something in this lane's thread, not at once. */
  void later(Runnable task) {
    loop.execute(task);
  }

  private void startArrivals() {
    awake.set(false);
    for (HttpCall call = arrivals.poll(); call != null; call = arrivals.poll()) {
      start(call);
    }
  }

  private void start(HttpCall call) {
    HttpConnection connection = idle.pollLast();
    while (connection != null && !connection.isUsable()) {
      connection = idle.pollLast();
    }
    if (connection != null) {
      busy.add(connection);
      connection.send(call, System.nanoTime() + timeoutNanos);
    } else {
      connect(call);
    }
  }

  /** Sends a call on a connection of its own. */
  void connect(HttpCall call) {
    ChannelFuture connecting = bootstrap.connect(base.getHost(), port);
    long deadline = System.nanoTime() + timeoutNanos;
    var unused =
        connecting.addListener(
            future -> {
              Channel channel = connecting.channel();
              if (future.isSuccess()) {
                HttpConnection connection = channel.pipeline().get(HttpConnection.class);
                busy.add(connection);
                connection.send(call, deadline);
              } else {
                Throwable cause = future.cause();
                later(() -> call.done().accept(Reply.none("no connection: " + words(cause))));
              }
            });
  }

  static String words(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  /** A connection has become free. */
  void free(HttpConnection connection) {
    boolean unused = busy.remove(connection);
    idle.addLast(connection);
  }

  /** A connection is of no more use. */
  void gone(HttpConnection connection) {
    boolean unused = busy.remove(connection);
    boolean unusedToo = idle.remove(connection);
  }

  private void endLate() {
    long now = System.nanoTime();
    List<HttpConnection> late = new ArrayList<>();
    for (HttpConnection connection : busy) {
      if (connection.isLate(now)) {
        late.add(connection);
      }
    }
    late.forEach(HttpConnection::timeOut);
  }
}
