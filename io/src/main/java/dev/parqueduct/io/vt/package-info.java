/**
 * The VirusTotal file feed: packages of reports (one a minute, tar.bz2 of JSON lines), how they are
 * planned, read, reduced to rows and deduplicated.
 */
package dev.parqueduct.io.vt;
