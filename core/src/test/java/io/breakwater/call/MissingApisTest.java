package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.ModelApi;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// An API that a Region lacks is lacking for every target there, for a quarter of an hour.
class MissingApisTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final RoutedTarget EAST = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget EAST_TOO = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget WEST = Sample.target("a", Sample.WEST, Sample.SONNET_US);

    private final MissingApis missing = new MissingApis();

    @Test
    void a_region_lacks_an_api_for_every_account_and_no_other_region_does() {
        missing.note(EAST, ModelApi.INVOKE, NOW);

        MissingApis known = missing.at(NOW);
        assertThat(known.of(EAST_TOO)).containsExactly(ModelApi.INVOKE);
        assertThat(known.left(EAST_TOO).apis()).containsExactly(ModelApi.CONVERSE);
        assertThat(known.left(WEST)).isEqualTo(WEST.profile().model());
    }

    @Test
    void it_is_looked_for_again_after_a_quarter_of_an_hour_and_a_request_keeps_what_it_began_with() {
        missing.note(EAST, ModelApi.INVOKE, NOW);

        MissingApis known = missing.at(NOW.plus(Duration.ofMinutes(15)).minusMillis(1));
        assertThat(known.of(EAST)).containsExactly(ModelApi.INVOKE);
        assertThat(missing.at(NOW.plus(Duration.ofMinutes(15))).of(EAST)).isEmpty();
        assertThat(known.of(EAST)).containsExactly(ModelApi.INVOKE);
    }
}
