package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * Asks over HTTP/1.1, one request at a time on each of many connections that stay open. Requests
 * are spread over a few threads; a connection belongs to one of them.
 */
final class HttpExchange implements Exchange {
  private static final int MOST_THREADS = 2;

  private final URI base;
  private final Authorization authorization;
  private final EventLoopGroup loops;
  private final HttpLane[] lanes;
  private final AtomicInteger turn = new AtomicInteger();

  HttpExchange(Store store, LookupSettings settings) {
    this.base = requireNonNull(store.base(), "base");
    this.authorization = store.authorization();
    int threads = Math.min(MOST_THREADS, Math.min(settings.maxInFlight(), availableProcessors()));
    ThreadFactory factory = new DefaultThreadFactory("lookups", true);
    boolean epoll = Epoll.isAvailable();
    this.loops =
        epoll ? new EpollEventLoopGroup(threads, factory) : new NioEventLoopGroup(threads, factory);
    Class<? extends SocketChannel> channels =
        epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    SslContext tls = base.getScheme().equals("https") ? tls() : null;
    this.lanes = new HttpLane[threads];
    for (int i = 0; i < threads; i++) {
      EventLoop loop = loops.next();
      lanes[i] = new HttpLane(loop, channels, base, tls, settings.timeoutMillis());
    }
  }

  private static int availableProcessors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static SslContext tls() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  @Override
  public void get(String key, Caller caller) {
    HttpLane lane = lane();
    String path = base.getRawPath() + "/" + UrlPath.segment(key);
    if (authorization == Authorization.NONE) {
      lane.send(new HttpCall(path, Map.of(), reply -> caller.replied(reply, 0)));
      return;
    }
    authorization.authorize(
        base.resolve(path),
        new Authorization.Callback() {
          @Override
          public void headers(Map<String, String> headers, long version) {
            lane.send(new HttpCall(path, headers, reply -> caller.replied(reply, version)));
          }

          @Override
          public void failed(Throwable failure) {
            Reply reply = Reply.none("no authorization: " + failure.getMessage());
            lane.later(() -> caller.replied(reply, 0));
          }
        });
  }

  /** The lane of this thread, if it has one: what an answer sets free is used at once. */
  private HttpLane lane() {
    for (HttpLane lane : lanes) {
      if (lane.isOfThisThread()) {
        return lane;
      }
    }
    return lanes[Math.floorMod(turn.getAndIncrement(), lanes.length)];
  }

  @Override
  public void renewAuthorization(long refused) {
    authorization.renew(refused);
  }

  @Override
  public void close() {
    authorization.close();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
