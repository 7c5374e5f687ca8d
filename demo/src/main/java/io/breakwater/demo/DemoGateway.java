package io.breakwater.demo;

/// A gateway at which scenes are shown.
public final class DemoGateway {
    private final Demo demo;
    private final Output output;

    public DemoGateway(GatewayClient gateway, Witness witness, Output output, DemoPace pace) {
        Readiness readiness = new Readiness(gateway, pace.pause(), output.progress());
        this.demo = new Demo(readiness, gateway, witness, pace.clock());
        this.output = output;
    }

    /// Shows a scene and prints the result; returns whether the pattern held.
    ///
    /// @param each how many requests each of its tenants sends
    public boolean show(PatternDemo patternDemo, int each) throws InterruptedException {
        Result result = demo.run(patternDemo, each);
        output.print(result);
        return result.held();
    }
}
