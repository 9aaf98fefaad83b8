/** The steps of the VirusTotal feed's export: plan, read, deduplicate, write. */
package dev.parqueduct.transforms.vt;
