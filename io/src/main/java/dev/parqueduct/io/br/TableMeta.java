package dev.parqueduct.io.br;

import java.io.Serializable;

/**
 * What an SST that spans several tables holds of one of them.
 *
 * @param physicalId the table's id, or the partition's
 * @param crc64xor XOR of the checksums of its entries
 * @param totalKvs its entries
 * @param totalBytes bytes of its keys and values
 */
public record TableMeta(long physicalId, long crc64xor, long totalKvs, long totalBytes)
    implements Serializable {}
