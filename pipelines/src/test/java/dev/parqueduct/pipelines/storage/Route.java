package dev.parqueduct.pipelines.storage;

/** The requests of the Cloud Storage JSON API that {@link GcsEmulator} answers. */
public enum Route {
  GET_BUCKET,
  GET_OBJECT,
  LIST,
  DOWNLOAD,
  START_UPLOAD,
  UPLOAD,
  BATCH,
  REWRITE,
  DELETE
}
