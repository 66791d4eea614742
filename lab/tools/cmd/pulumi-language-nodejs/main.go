// SPDX-License-Identifier: Apache-2.0

// pulumi-language-nodejs runs a Node program, policy pack or provider for the Pulumi engine.
//
// It answers the engine's LanguageRuntime calls with the program @pulumi/pulumi/cmd/run (or run-plugin,
// run-policy-pack) of the project's own node_modules, under whatever node comes first on PATH.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/google/shlex"
	sdk "github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

var version = "3.259.0" // overridden by the linker

// The Node program exits with this code once it has shown the user what is wrong.
const alreadyExplained = 32

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println(version)
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	cancel := make(chan bool)
	context.AfterFunc(ctx, func() { close(cancel) })

	host := &host{engine: flag.Arg(0), life: ctx}
	if host.engine != "" {
		if err := rpcutil.Healthcheck(ctx, host.engine, 5*time.Minute, stop); err != nil {
			cmdutil.Exit(err)
		}
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(server *grpc.Server) error {
			rpc.RegisterLanguageRuntimeServer(server, host)
			return nil
		},
	})
	if err != nil {
		cmdutil.Exit(err)
	}
	fmt.Println(handle.Port)
	if err := <-handle.Done; err != nil {
		cmdutil.Exit(err)
	}
}

type host struct {
	rpc.UnimplementedLanguageRuntimeServer
	engine string
	life   context.Context
}

func (h *host) Handshake(_ context.Context, req *rpc.LanguageHandshakeRequest) (*rpc.LanguageHandshakeResponse, error) {
	h.engine = req.EngineAddress
	return &rpc.LanguageHandshakeResponse{}, nil
}

func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*rpc.PluginInfo, error) {
	return &rpc.PluginInfo{Version: version}, nil
}

func (h *host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

// GetRequiredPackages names the resource plugins that the installed npm packages ask for.
func (h *host) GetRequiredPackages(_ context.Context, req *rpc.GetRequiredPackagesRequest) (*rpc.GetRequiredPackagesResponse, error) {
	var found []*rpc.PackageDependency
	for dir := req.Info.ProgramDirectory; ; dir = filepath.Dir(dir) {
		for _, pattern := range []string{"*", "@*/*"} {
			files, _ := filepath.Glob(filepath.Join(dir, "node_modules", pattern, "package.json"))
			for _, file := range files {
				if dependency := readDependency(file); dependency != nil {
					found = append(found, dependency)
				}
			}
		}
		if len(found) > 0 || dir == filepath.Dir(dir) {
			return &rpc.GetRequiredPackagesResponse{Packages: found}, nil
		}
	}
}

func readDependency(file string) *rpc.PackageDependency {
	var manifest struct {
		Name, Version string
		Pulumi        *struct {
			Resource              bool
			Name, Version, Server string
		}
	}
	text, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(text, &manifest) != nil || manifest.Pulumi == nil || !manifest.Pulumi.Resource {
		return nil
	}
	name, ver := manifest.Pulumi.Name, manifest.Pulumi.Version
	if name == "" {
		name = manifest.Name[strings.LastIndex(manifest.Name, "/")+1:]
	}
	if ver == "" {
		ver = manifest.Version
	}
	return &rpc.PackageDependency{Name: name, Kind: "resource", Version: "v" + strings.TrimPrefix(ver, "v"), Server: manifest.Pulumi.Server}
}

func (h *host) Run(ctx context.Context, req *rpc.RunRequest) (*rpc.RunResponse, error) {
	options, err := readOptions(req.Info)
	if err != nil {
		return &rpc.RunResponse{Error: err.Error()}, nil
	}
	script, err := resolve(ctx, req.Info.ProgramDirectory, "@pulumi/pulumi/cmd/run")
	if err != nil {
		return &rpc.RunResponse{Error: err.Error()}, nil
	}
	args := append(options.nodeArgs, script)
	for _, pair := range [][2]string{
		{"monitor", req.MonitorAddress}, {"engine", h.engine}, {"organization", req.Organization},
		{"project", req.Project}, {"root-directory", req.Info.RootDirectory}, {"stack", req.Stack},
		{"pwd", req.Info.ProgramDirectory}, {"parallel", strconv.Itoa(int(req.Parallel))},
	} {
		if pair[1] != "" {
			args = append(args, "--"+pair[0], pair[1])
		}
	}
	if req.DryRun {
		args = append(args, "--dry-run")
	}
	args = append(append(args, req.Info.EntryPoint), req.Args...)

	life, stop := context.WithCancel(h.life)
	defer stop()
	context.AfterFunc(ctx, stop)
	cmd := exec.CommandContext(life, "node", args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(append(os.Environ(), options.env...),
		"PULUMI_CONFIG="+toJSON(req.Config), "PULUMI_CONFIG_SECRET_KEYS="+toJSON(req.ConfigSecretKeys))
	cmd.Stdout, cmd.Stderr = copier{os.Stdout}, copier{os.Stderr}
	return runResponse(cmd.Run()), nil
}

func runResponse(err error) *rpc.RunResponse {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &rpc.RunResponse{}
	case errors.As(err, &exit) && exit.ExitCode() == alreadyExplained:
		return &rpc.RunResponse{Bail: true}
	default:
		return &rpc.RunResponse{Error: fmt.Sprintf("program failed: %v", err)}
	}
}

// RunPlugin runs a provider written for Node, or a policy pack (kind analyzer).
func (h *host) RunPlugin(req *rpc.RunPluginRequest, server rpc.LanguageRuntime_RunPluginServer) error {
	ctx := server.Context()
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(server, false)
	if err != nil {
		return err
	}
	defer closer.Close()
	options, err := readOptions(req.Info)
	if err != nil {
		return err
	}
	policy := req.Kind == "analyzer"
	module := "@pulumi/pulumi/cmd/run-plugin"
	if policy {
		module = "@pulumi/pulumi/cmd/run-policy-pack"
	}
	script, err := resolve(ctx, req.Info.ProgramDirectory, module)
	if err != nil {
		return err
	}
	args := append(options.nodeArgs, script)
	env := append(req.Env, options.env...)
	var proxy *sdk.PolicyProxy
	if policy {
		args = append(append(args, req.Args...), req.Info.ProgramDirectory)
		if proxy, stdout, err = sdk.NewPolicyProxy(ctx, stdout); err != nil {
			return err
		}
		config, err := proxy.AwaitConfiguration(ctx)
		if err != nil {
			return err
		}
		if config != nil {
			env = append(env, "PULUMI_NODEJS_ORGANIZATION="+config.Organization, "PULUMI_NODEJS_PROJECT="+config.Project,
				"PULUMI_NODEJS_STACK="+config.Stack, "PULUMI_NODEJS_DRY_RUN="+strconv.FormatBool(config.DryRun),
				"PULUMI_CONFIG="+toJSON(config.Config))
		}
	} else {
		args = append(append(args, req.Info.ProgramDirectory), req.Args...)
	}
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Env, cmd.Dir, cmd.Stdout, cmd.Stderr = env, req.Pwd, stdout, stderr
	if policy {
		cmd.Dir = req.Info.ProgramDirectory
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if policy {
		if err := proxy.Attach(ctx, cmd); err != nil {
			return err
		}
	} else if err := cmd.Wait(); err != nil {
		return err
	}
	return closer.Close()
}

func (h *host) InstallDependencies(req *rpc.InstallDependenciesRequest, server rpc.LanguageRuntime_InstallDependenciesServer) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, req.IsTerminal)
	if err != nil {
		return err
	}
	defer closer.Close()
	cmd := exec.CommandContext(server.Context(), "npm", "install")
	cmd.Dir, cmd.Stdout, cmd.Stderr = req.Info.ProgramDirectory, stdout, stderr
	return cmd.Run()
}

func (h *host) About(ctx context.Context, _ *rpc.AboutRequest) (*rpc.AboutResponse, error) {
	path, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	return &rpc.AboutResponse{Executable: path, Version: strings.TrimSpace(string(out))}, err
}

func (h *host) GetProgramDependencies(context.Context, *rpc.GetProgramDependenciesRequest) (*rpc.GetProgramDependenciesResponse, error) {
	return &rpc.GetProgramDependenciesResponse{}, nil
}

type options struct{ nodeArgs, env []string }

// readOptions reads `runtime.options` of the project file: typescript (default true, meaning ts-node), tsconfig, nodeargs.
func readOptions(info *rpc.ProgramInfo) (options, error) {
	fields := info.GetOptions().GetFields()
	var result options
	if v, ok := fields["typescript"]; !ok || v.GetBoolValue() {
		result.env = append(result.env, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if path := fields["tsconfig"].GetStringValue(); path != "" {
		result.env = append(result.env, "PULUMI_NODEJS_TSCONFIG_PATH="+path)
	}
	var err error
	result.nodeArgs, err = shlex.Split(fields["nodeargs"].GetStringValue())
	return result, err
}

// resolve finds a module of the project's node_modules as node itself would.
func resolve(ctx context.Context, dir, module string) (string, error) {
	cmd := exec.CommandContext(ctx, "node", "-p", "require.resolve("+strconv.Quote(module)+")")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s is not installed in %s: run npm install", module, dir)
	}
	return strings.TrimSpace(string(out)), nil
}

func toJSON(value any) string {
	switch v := value.(type) {
	case map[string]string:
		if v == nil {
			return "{}"
		}
	case []string:
		if v == nil {
			return "[]"
		}
	}
	text, _ := json.Marshal(value)
	return string(text)
}

// copier keeps node from getting our own descriptor, whose blocking mode it changes.
type copier struct{ to *os.File }

func (c copier) Write(p []byte) (int, error) { return c.to.Write(p) }
