package io.breakwater.cleanup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

class CompositionTest {

    @Test
    void a_throttle_of_half_a_minute_is_waited_for() {
        Duration base = Duration.ofSeconds(1);
        try (AwsClients clients = new AwsClients(_ -> AnonymousCredentialsProvider.create())) {
            RetryStrategy retries = clients.of(CloudWatchClient::builder)
                    .apply(Example.HOME)
                    .serviceClientConfiguration()
                    .overrideConfiguration()
                    .retryStrategy()
                    .orElseThrow();
            Duration waits = Duration.ZERO;
            for (int retry = 0; retry < retries.maxAttempts() - 1; retry++) {
                waits = waits.plus(Collections.min(List.of(base.multipliedBy(1L << retry), Duration.ofSeconds(20))));
            }
            assertThat(waits.dividedBy(2)).as("on average").isGreaterThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void every_kind_of_resource_has_one_that_sweeps_it() {
        try (AwsClients clients = new AwsClients(_ -> AnonymousCredentialsProvider.create())) {
            assertThat(Composition.removers(Example.DEV, clients, clients.of(CloudWatchClient::builder)))
                    .extracting(ResourceRemover::kind)
                    .containsExactlyInAnyOrderElementsOf(
                            EnumSet.complementOf(EnumSet.of(Kind.ASSET_BUCKET, Kind.ASSET_REPOSITORY, Kind.TOOLKIT)));
        }
    }
}
