package dev.parqueduct.io.objects.lookup;

import java.util.concurrent.CompletableFuture;

/** A key that is being asked for. */
final class Lookup {
  final String key;
  final CompletableFuture<Answer> answer = new CompletableFuture<>();
  int attempts;
  boolean renewed;

  Lookup(String key) {
    this.key = key;
  }
}
