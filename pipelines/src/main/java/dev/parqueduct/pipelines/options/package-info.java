/** Options that several pipelines share. */
package dev.parqueduct.pipelines.options;
