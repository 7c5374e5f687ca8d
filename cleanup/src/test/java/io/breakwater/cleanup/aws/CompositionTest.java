package io.breakwater.cleanup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cleanup.own.Example;
import io.breakwater.cleanup.own.Kind;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

class CompositionTest {

    @Test
    void every_kind_of_resource_has_one_that_sweeps_it() {
        try (Clients clients = new Clients(_ -> AnonymousCredentialsProvider.create())) {
            assertThat(Composition.sweepers(Example.DEV, clients, clients.of(CloudWatchClient::builder)))
                    .extracting(Sweeper::kind)
                    .containsExactlyInAnyOrderElementsOf(
                            EnumSet.complementOf(EnumSet.of(Kind.ASSET_BUCKET, Kind.ASSET_REPOSITORY, Kind.TOOLKIT)));
        }
    }
}
