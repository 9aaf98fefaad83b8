/** The Flex Templates, held against the pipelines that they start. */
package dev.parqueduct.pipelines.templates;
