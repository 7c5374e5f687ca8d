package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.identity.ApiKey;
import java.security.SecureRandom;
import java.util.List;

/// A key that is missing, malformed, mistyped, or well formed and unknown. Each dialect has its own status for it.
final class KeysRequired implements DeployStep {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Override
    public String claim() {
        return "nobody gets in without a key, or with a wrong one";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        String own = world.gateways().key(world.dev(), REGULAR);
        for (String key : List.of("", "sk-wrong", swappedEnd(own), unknown())) {
            refused(world.gateways().withKey(world.dev(), key));
        }
    }

    private static void refused(TestCaller caller) throws Exception {
        caller.chat(MODEL).must(UNAUTHORIZED).mustContain("invalid_api_key");
        caller.bare("GET", "/v1/usage").must(UNAUTHORIZED);
        caller.converse(MODEL).must(FORBIDDEN).mustContain("the API key is not valid");
    }

    private static String unknown() {
        return ApiKey.generate("dev", new SecureRandom()).text();
    }

    private static String swappedEnd(String key) {
        char last = key.charAt(key.length() - 1);
        return key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');
    }
}
