package dev.parqueduct.io.objects.lookup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/** A connection, with at most one call at a time. */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  private static final int LONGEST_BODY = 1 << 20;
  private static final String AGENT = "parqueduct";
  private static final byte[] NOTHING = new byte[0];

  private final HttpLane lane;
  private ChannelHandlerContext context;
  private HttpCall call;
  private long deadline;
  private int status;
  private long retryAfterMillis;
  private boolean keepAlive;
  private byte[] body = NOTHING;
  private int length;
  private boolean tooLong;
  private boolean used;

  HttpConnection(HttpLane lane) {
    this.lane = lane;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext newContext) {
    context = newContext;
  }

  boolean isUsable() {
    return context.channel().isActive();
  }

  void send(HttpCall newCall, long newDeadline) {
    call = newCall;
    deadline = newDeadline;
    status = 0;
    length = 0;
    tooLong = false;
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, call.path(), Unpooled.EMPTY_BUFFER);
    request.headers().set(HttpHeaderNames.HOST, lane.host());
    request.headers().set(HttpHeaderNames.USER_AGENT, AGENT);
    call.headers().forEach(request.headers()::set);
    var unused = context.writeAndFlush(request, context.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext unusedContext, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      fail("the answer is no HTTP: " + HttpLane.words(part.decoderResult().cause()));
      return;
    }
    if (part instanceof HttpResponse response) {
      begin(response);
    }
    if (part instanceof HttpContent content) {
      append(content.content());
    }
    if (part instanceof LastHttpContent) {
      end();
    }
  }

  private void begin(HttpResponse response) {
    status = response.status().code();
    keepAlive = HttpUtil.isKeepAlive(response);
    String retryAfter = response.headers().get(HttpHeaderNames.RETRY_AFTER);
    retryAfterMillis = retryAfter == null ? 0 : RetryAfter.millis(retryAfter, Instant.now());
  }

  private void append(ByteBuf content) {
    int more = content.readableBytes();
    if (more == 0 || tooLong) {
      return;
    }
    if (length + more > LONGEST_BODY) {
      tooLong = true;
      return;
    }
    if (body.length < length + more) {
      body = Arrays.copyOf(body, Math.max(length + more, 2 * body.length));
    }
    content.getBytes(content.readerIndex(), body, length, more);
    length += more;
  }

  private void end() {
    if (status < Reply.OK) {
      // 1xx: the answer itself follows.
      return;
    }
    if (call == null) {
      close();
      return;
    }
    Reply reply =
        tooLong
            ? Reply.of(Reply.TOO_LONG, NOTHING)
            : new Reply(status, Arrays.copyOf(body, length), retryAfterMillis, "");
    Consumer<Reply> done = call.done();
    call = null;
    used = true;
    if (keepAlive && isUsable()) {
      lane.free(this);
    } else {
      close();
    }
    done.accept(reply);
  }

  boolean isLate(long now) {
    return call != null && now - deadline > 0;
  }

  void timeOut() {
    fail("no answer in time");
  }

  private void fail(String reason) {
    HttpCall failed = call;
    call = null;
    close();
    if (failed != null) {
      // Not from within what may be sending.
      lane.later(() -> failed.done().accept(Reply.none(reason)));
    }
  }

  private void close() {
    lane.gone(this);
    var unused = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext unusedContext) {
    broken("the connection was closed");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext unusedContext, Throwable cause) {
    broken("the connection failed: " + HttpLane.words(cause));
  }

  /** A store may end a connection that was idle just when it is used again: that is no failure. */
  private void broken(String reason) {
    if (call != null && used && status == 0 && call.attempt() == HttpCall.Attempt.FIRST) {
      HttpCall stranded = call.anew();
      call = null;
      close();
      lane.later(() -> lane.connect(stranded));
    } else {
      fail(reason);
    }
  }
}
