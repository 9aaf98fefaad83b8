package dev.parqueduct.io.tidb;

import java.io.IOException;
import java.io.Serializable;

/** A database (TiDB's pkg/meta/model/db.go). */
public record DatabaseInfo(long id, String name, String charset, String collation)
    implements Serializable {
  /**
   * Reads a database from the JSON that TiDB stores.
   *
   * @throws IOException when it is not one
   */
  public static DatabaseInfo parse(byte[] json) throws IOException {
    return SchemaJson.database(json);
  }
}
