package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/**
 * The clients of this process: one for equal settings, however many use it, so that connections,
 * limits and what is remembered are shared. It ends with the last user.
 */
public final class SharedLookups implements AutoCloseable {
  private static final Map<LookupSettings, Counted> CLIENTS = new HashMap<>();

  private final Counted client;
  private boolean closed;

  private static final class Counted {
    private final Lookups lookups;
    private int users;

    Counted(Lookups lookups) {
      this.lookups = lookups;
    }
  }

  private SharedLookups(Counted client) {
    this.client = client;
  }

  /** Becomes a user of the client with these settings. */
  public static SharedLookups use(LookupSettings settings, Store.Access access) {
    requireNonNull(access, "access");
    synchronized (CLIENTS) {
      Counted client =
          CLIENTS.computeIfAbsent(
              settings, key -> new Counted(new Lookups(key, exchange(key, access))));
      client.users++;
      return new SharedLookups(client);
    }
  }

  private static Exchange exchange(LookupSettings settings, Store.Access access) {
    return isRemote(settings.prefix())
        ? new HttpExchange(access.of(Store.trimmed(settings.prefix())), settings)
        : new FileExchange(settings);
  }

  /** Whether a prefix is reached over HTTP. */
  public static boolean isRemote(String prefix) {
    return prefix.matches("(?i)(gs|s3|https?)://.*");
  }

  public Lookups lookups() {
    return client.lookups;
  }

  @Override
  public void close() {
    synchronized (CLIENTS) {
      if (closed) {
        return;
      }
      closed = true;
      client.users--;
      if (client.users == 0) {
        boolean unused = CLIENTS.remove(client.lookups.settings(), client);
        client.lookups.close();
      }
    }
  }
}
