package io.breakwater.cleanup.aws;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// The monthly cost of unused leftovers in millionths of a USD: list prices of us-east-1
/// (aws.amazon.com: CloudWatch, DynamoDB, S3, Secrets Manager and KMS pricing), so an estimate
/// elsewhere.
final class IdlePrice {
    static final long ALARM = 100_000;
    static final long COMPOSITE_ALARM = 500_000;
    static final long DASHBOARD = 3_000_000;
    static final long SECRET = 400_000;
    static final long KEY = 1_000_000;

    private static final long LOG_GIGABYTE = 30_000;
    private static final long TABLE_GIGABYTE = 250_000;
    private static final long BUCKET_GIGABYTE = 23_000;
    private static final long GIGABYTE = 1_000_000_000;

    private IdlePrice() {}

    static long ofLogs(long bytes) {
        return share(bytes, LOG_GIGABYTE);
    }

    static long ofTable(long bytes) {
        return share(bytes, TABLE_GIGABYTE);
    }

    static long ofBucket(long bytes) {
        return share(bytes, BUCKET_GIGABYTE);
    }

    private static long share(long bytes, long each) {
        return BigDecimal.valueOf(bytes)
                .multiply(BigDecimal.valueOf(each))
                .divide(BigDecimal.valueOf(GIGABYTE), RoundingMode.UP)
                .longValueExact();
    }
}
