package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.infra.Templates.Found;
import java.util.List;

/// The template of the gateway's stack, and what is looked for in it.
abstract class GatewayStackFixture {
    static final String PROD = "breakwater-prod-gateway";

    static Found only(String type, String part) {
        List<Found> found = Templates.in(Synthesised.PROD, PROD, type)
                .filter(resource -> resource.id().contains(part))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
