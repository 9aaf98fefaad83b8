/** The pipeline that fills the classification of exported files. */
package dev.parqueduct.pipelines.backfillclassification;
