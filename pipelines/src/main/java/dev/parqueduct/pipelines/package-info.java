/** The pipelines, one package each, and what runs them. */
package dev.parqueduct.pipelines;
