package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.LinkSinks;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.Map;

/// Types the commands of the pages that no other step needs.
public enum AsDocumented implements DeployStep {
    ONCE_PER_ACCOUNT("the pages' AWS CLI commands do what an account needs once"),
    BEFORE_THE_DEPLOY(
            "before a deploy, the pages' commands show the catalogue, the doctor, a demo's lines and the templates"),
    OPERATED("the pages' commands show and change targets, drains, tenants, keys and costs"),
    SHOWN("the demo of the pages shows isolation in the deployed environment"),
    CLEANED_UP("the pages' clean-up of dev finds nothing left"),
    BOOTSTRAP_REMOVED("the pages' commands remove the CDK's bootstrap once no stack is left");

    private final String claim;

    AsDocumented(String claim) {
        this.claim = claim;
    }

    @Override
    public String claim() {
        return claim;
    }

    /// Its name in the listing of the commands.
    @Override
    public String runner() {
        return AsDocumented.class.getSimpleName() + "." + name();
    }

    @Override
    public void show(TestWorld world) throws Exception {
        switch (this) {
            case ONCE_PER_ACCOUNT -> withSinks(world);
            case BEFORE_THE_DEPLOY -> world.typed().type(runner(), modelsOf(world));
            case OPERATED, SHOWN, CLEANED_UP, BOOTSTRAP_REMOVED -> world.typed().type(runner());
        }
    }

    private void withSinks(TestWorld world) throws Exception {
        try (LinkSinks sinks = LinkSinks.open(world.places().home())) {
            boolean typed = !world.typed()
                    .type(runner(), Map.of("AWS_ENDPOINT_URL_OAM", sinks.endpoint()))
                    .isEmpty();
            Unshown.unless(!typed || sinks.letsOthersIn(), "the sink lets nobody in");
        }
    }

    /// An emulator's Bedrock has no models; the simulated one has.
    private static Map<String, String> modelsOf(TestWorld world) {
        return world.bedrock()
                .map(bedrock ->
                        Map.of("AWS_ENDPOINT_URL_BEDROCK", bedrock.endpoint().toString()))
                .orElse(Map.of());
    }
}
