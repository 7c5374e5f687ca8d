package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.GatewayReply;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;

/// Paths that clients of OpenAI and of AWS mistype.
final class NearestPathTold implements DeployStep {
    private static final int NOT_FOUND = 404;
    private static final String AWS_ERROR = "UnknownOperationException";

    @Override
    public String claim() {
        return "the answer to an unknown path names the nearest one, in the form that the path's clients understand";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        caller.bare("POST", "/v1/chat/completion")
                .must(NOT_FOUND)
                .mustContain("\"unknown_url\"")
                .mustContain("POST /v1/chat/completions");
        GatewayReply aws = caller.bare("POST", "/model/" + MODEL + "/convers")
                .must(NOT_FOUND)
                .mustContain("POST /model/{modelId}/converse");
        Unshown.unless(aws.header("x-amzn-errortype").equals(AWS_ERROR), "no " + AWS_ERROR + ": " + aws);
    }
}
