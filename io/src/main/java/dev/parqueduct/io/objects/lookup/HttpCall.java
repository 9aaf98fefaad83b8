package dev.parqueduct.io.objects.lookup;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A GET request.
 *
 * @param path with its slash, encoded
 * @param headers beside the usual ones
 * @param done takes the reply, once
 */
record HttpCall(String path, Map<String, String> headers, Consumer<Reply> done) {}
