package io.breakwater.demo;

/// A gateway at which scenes are shown.
public final class Stage {
    private final Demo demo;
    private final Output output;

    public Stage(GatewayClient gateway, Witness witness, Output output, Tempo tempo) {
        Readiness readiness = new Readiness(gateway, tempo.pause(), output.progress());
        this.demo = new Demo(readiness, gateway, witness, tempo.clock());
        this.output = output;
    }

    /// Shows a scene and prints what came of it; says whether the pattern held.
    ///
    /// @param each how many requests each of its tenants sends
    public boolean show(Scene scene, int each) throws InterruptedException {
        Result result = demo.run(scene, each);
        output.print(result);
        return result.held();
    }
}
