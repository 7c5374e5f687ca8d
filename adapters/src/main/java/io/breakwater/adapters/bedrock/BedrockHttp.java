package io.breakwater.adapters.bedrock;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/// The HTTP client for model calls: blocking, so that one virtual thread per request is the only
/// concurrency.
public final class BedrockHttp {
    /// More than any process has in flight: waiting for a connection would be an invisible queue.
    private static final int MOST_CONNECTIONS = 4_000;
    /// Below the servers' idle limits, so that a connection is not reused just as the other side drops
    /// it.
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);
    /// Longer than any call; the watchdog sets the limits that count.
    private static final Duration NEVER = Duration.ofMinutes(16);

    private BedrockHttp() {}

    /// @param connect how long a connection may take to be made
    public static SdkHttpClient client(Duration connect) {
        return Apache5HttpClient.builder()
                .maxConnections(MOST_CONNECTIONS)
                .connectionTimeout(connect)
                .connectionAcquisitionTimeout(connect)
                .connectionMaxIdleTime(LONGEST_IDLE)
                .useIdleConnectionReaper(true)
                .socketTimeout(NEVER)
                .tcpKeepAlive(true)
                .expectContinueEnabled(false)
                .build();
    }
}
