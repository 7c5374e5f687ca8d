package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.PAGES;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.GatewayReply;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;

/// Pages in a browser, from the origins that dev names and from another one. An emulator answers
/// preflights without the headers that API Gateway adds; the templates' tests check those.
///
/// @param realAws whether API Gateway itself answers
record PagesAllowed(boolean realAws) implements DeployStep {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;
    private static final String OTHER = "https://other.example.com";
    private static final List<String> PATHS = List.of(
            "/v1/chat/completions",
            "/openai/deployments/" + MODEL + "/chat/completions",
            "/model/" + MODEL + "/converse",
            "/v1/usage",
            "/healthz");

    @Override
    public String claim() {
        return "a page that dev names may call and read: preflights need no key"
                + (realAws ? " and name it" : "")
                + ", answers and refusals say that it may, and none of them names another page";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller nobody = world.gateways().withKey(world.dev(), "");
        TestCaller tenant = world.gateways().as(world.dev(), REGULAR);
        for (String page : PAGES) {
            for (String path : PATHS) {
                preflight(nobody, path, page, page);
            }
            named(tenant.bare("GET", "/v1/models", "origin", page).must(OK), page);
            named(tenant.bare("GET", "/v1/usage", "origin", page).must(OK), page);
        }
        preflight(nobody, PATHS.getFirst(), OTHER, "");
        named(tenant.bare("GET", "/v1/models", "origin", OTHER).must(OK), "");
        named(tenant.bare("GET", "/v1/usage", "origin", OTHER).must(OK), "");
        named(nobody.bare("GET", "/v1/models", "origin", PAGES.getFirst()).must(UNAUTHORIZED), "*");
    }

    private void preflight(TestCaller nobody, String path, String page, String named) throws Exception {
        GatewayReply reply = nobody.bare("OPTIONS", path, "origin", page, "access-control-request-method", "POST")
                .must(NO_CONTENT);
        if (realAws) {
            named(reply, named);
        }
    }

    private static void named(GatewayReply reply, String page) throws Unshown {
        String said = reply.header("access-control-allow-origin");
        Unshown.unless(said.equals(page), "the answer names '" + said + "' instead of '" + page + "': " + reply);
    }
}
