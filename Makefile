# Easel's commands. `make` alone prints them.
#
# Everything is installed into this folder from the locked requirements/*.txt: .venv for our code,
# .venv-ministack for the local AWS (it pins its own botocore), .venv-jumpstart for the SageMaker SDK
# (300 MB), .venv-clients, .venv-openai-1 and tests/clients/node_modules for the clients that the tests
# draw with (500 MB). Nothing else is touched.

PYTHON    ?= python3
PORT      ?= 8000
EXAMPLES  ?= 300
MINUTES   ?= 60
RUN       := .venv/bin/python
STACK_NAMES = $(filter-out --all,$(STACKS))
# The CDK's app and the operator's commands read it: STAGE=test is a deployment beside the first.
export EASEL_STAGE := $(STAGE)
STATE_OF  = $(or $(STATE),$(if $(STAGE),.easel-$(STAGE)))
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# The local stack and the tests never need an account, and must not meet one by accident.
OFFLINE   := env -u AWS_PROFILE -u AWS_DEFAULT_PROFILE
# The tests start many Pythons. Where PYTHONDONTWRITEBYTECODE is set, as in many images, each would
# compile all that it imports.
TESTING   := $(OFFLINE) -u PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run clients test test-slow fuzz check fix synth contract bundle bench bench-backlog bench-pictures bench-speech bench-serving adherence contact-sheets train-small export-small torch bootstrap deploy cost key remove logs redrive resolve destroy lock clean lighthouse screenshots preflight outputs smoke simulate audit notes mutate-grants

help: ## list these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.run .venv-ministack/.installed ## run the whole service on this machine: http://localhost:8000 (PORT= MODE= MODEL= STATE= LIMITS=on MODERATION=both HOSTS=)
	@exec $(OFFLINE) $(RUN) -m local --port $(PORT) $(if $(MODE),--mode $(MODE)) $(if $(MODEL),--model '$(MODEL)') \
	    $(if $(STATE_OF),--state $(STATE_OF)) $(if $(LIMITS),--limits $(LIMITS)) $(if $(MODERATION),--moderation $(MODERATION)) $(if $(HOSTS),--hosts '$(HOSTS)') \
	    $(if $(SECONDS_PER_PICTURE),--seconds-per-picture $(SECONDS_PER_PICTURE))

test: .venv/.test .venv-ministack/.installed .venv-jumpstart/.installed clients ## run all tests; needs no AWS account, no Docker and no GPU
ifdef ARGS
	@$(TESTING) $(RUN) -m pytest $(ARGS)
else
	@$(TESTING) $(RUN) -m tests
endif

test-slow: .venv/.test .venv-ministack/.installed ## the tests that repeat things, with as many repeats as a busy day has
	@EASEL_SLOW=1 $(TESTING) $(RUN) -m pytest -m 'repeated or slow' tests/local tests/unit tests/infra

fuzz: .venv/.test .venv-ministack/.installed ## let Schemathesis send EXAMPLES= requests per route and phase to the local stack, and Hypothesis make up answers of the model
	@$(TESTING) EASEL_FUZZ_EXAMPLES=$(EXAMPLES) $(RUN) -m pytest tests/local/test_schemathesis.py tests/unit/pictures/test_answer_fuzz.py tests/unit/pictures/test_pixels.py

check: .venv/.test node_modules/.installed ## check formatting, lint, types, the contract, the pages and the template; changes nothing
	ruff format --check .
	ruff check .
	mypy
	lint-imports --no-logo --no-cache
	bandit --quiet --configfile pyproject.toml --recursive lambda cdk contract jumpstart local ops
	git ls-files -z | xargs -0 detect-secrets-hook --baseline .secrets.json
	hadolint jumpstart/serving/Dockerfile
	check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	npx spectral lint --quiet --ruleset .spectral.yaml --fail-severity=hint lambda/easel/openapi.json
	$(RUN) -m tests.rendered_pages
	npx html-validate --max-warnings 0 build/pages
	$(RUN) -m cdk.app --output cdk.out
	cfn-lint --ignore-checks W3005 -- cdk.out/*.template.json

audit: .venv-audit/.installed node_modules/.installed ## ask PyPI and npm for known weaknesses of what is locked: 1 if there is one, 2 if they did not answer
	@$(RUN) -m tests.audit

mutate-grants: .venv/.test .venv-ministack/.installed ## take each grant out of the template, and print the test that fails (minutes; RECORD= records the functions' calls first)
	@$(TESTING) $(RUN) -m tests.infra.grants $(if $(RECORD),--record $(filter-out 1,$(RECORD)))

notes: ## write release notes, a line for each commit (FROM=v1 TO=main)
	@git log --no-merges --reverse --format='- %s (%h)' $(FROM)..$(if $(TO),$(TO),HEAD)

fix: .venv/.test ## let ruff format and repair
	ruff check --fix .
	ruff format .

synth: .venv/.run ## write the CloudFormation templates to cdk.out/
	@$(RUN) -m cdk.app --output cdk.out

contract: .venv/.test ## write the API's contract, lambda/easel/openapi.json, from the code's models
	@$(RUN) -m contract

bundle: .venv/.run ## build the functions' assets, as they are deployed, under build/
	@$(RUN) -m cdk.bundle

bench: .venv/.test .venv-ministack/.installed ## print the ratios of docs/architecture/06-budgets.md
	@$(OFFLINE) $(RUN) -m tests.bench

bench-backlog: .venv/.test ## print what requests take from DynamoDB while 10, 1,000 and 100,000 jobs wait (a few minutes)
	@$(OFFLINE) $(RUN) -m tests.bench.backlog

bench-pictures: .venv/.test ## print what a picture costs from the model to S3: bytes, CPU, memory, likeness (2 minutes)
	@$(OFFLINE) $(RUN) -m tests.bench.pictures

bench-speech: .venv/.test ## print how many words the local recogniser gets wrong (needs flite)
	@$(RUN) -m tests.bench.speech

bench-serving: .venv/.test ## print the time, memory and disk that the serving container needs (more after `make torch`)
	@$(RUN) -m tests.bench.serving

lighthouse: .venv/.test .venv-ministack/.installed tests/lighthouse/node_modules/.installed ## print what Lighthouse gives the page and a share page; below 95, fail (needs Chromium)
	@$(OFFLINE) $(RUN) -m tests.lighthouse

adherence: .venv/.run ## print how much of a prompt the local models draw, and what they get wrong
	@$(RUN) -m jumpstart.painters.small.adherence

contact-sheets: .venv/.run ## draw docs/local-models/*.jpg again: 24 prompts with both local models, and fifty each three times
	@$(RUN) -m jumpstart.painters.small.contact_sheets

screenshots: .venv/.test .venv-ministack/.installed ## photograph Easel's page in each state, to build/screenshots (needs Chromium; ARGS= names states)
	@$(OFFLINE) $(RUN) -m tests.browser.screenshots build/screenshots $(ARGS)

train-small: .venv-torch/.installed ## train the small model for MINUTES= more, from .cache/small-model/checkpoint.pt
	@OMP_NUM_THREADS=1 nice .venv-torch/bin/python -m jumpstart.painters.small.train --minutes $(MINUTES)

export-small: .venv-torch/.installed ## write the trained model to jumpstart/painters/small/trained, as ONNX
	@OMP_NUM_THREADS=1 .venv-torch/bin/python -m jumpstart.painters.small.export

torch: .venv-torch/.installed ## install torch and diffusers; then `make test` skips nothing

bootstrap: .venv/.run node_modules/.installed ## prepare the AWS account and region; once, before the first deploy
	npx cdk bootstrap

preflight: .venv/.run ## say what would stop `make deploy`, before anything is made (ARGS=--json)
	@$(RUN) -m ops.preflight $(ARGS)

deploy: .venv/.run node_modules/.installed ## preflight, then deploy to the AWS account of your credentials (STACKS= STAGE= YES=1)
	@$(RUN) -m ops.deploy $(if $(YES),--yes) $(STACK_NAMES)

outputs: .venv/.run ## print the address of the deployment, and how to draw the first picture (STAGE= ARGS=--json)
	@$(RUN) -m ops.outputs $(ARGS)

cost: .venv/.run ## print what days cost, and the most that one can (PICTURES= HOURS= RECORDINGS= TRANSLATED= MODE= INSTANCE= WAF= MODERATION= REGION=)
	@$(RUN) -m ops.cost $(if $(PICTURES),--pictures '$(PICTURES)') $(if $(HOURS),--hours '$(HOURS)') \
	    $(if $(RECORDINGS),--recordings '$(RECORDINGS)') $(if $(TRANSLATED),--translated '$(TRANSLATED)') \
	    $(if $(MODE),--mode '$(MODE)') $(if $(INSTANCE),--instance '$(INSTANCE)') $(if $(REGION),--region '$(REGION)') \
	    $(if $(WAF),--waf '$(WAF)') $(if $(MODERATION),--moderation '$(MODERATION)') $(ARGS)

resolve: .venv-jumpstart/.installed ## write jumpstart/models/<MODEL_ID=>.json from JumpStart's catalogue (ARGS=--list ARGS=--help)
	@.venv-jumpstart/bin/python -m jumpstart.resolve $(MODEL_ID) $(ARGS)

key: .venv/.run ## make, list or revoke callers' keys (NAME= DAILY= REVOKE= LOCAL=1)
	@$(RUN) -m ops.key $(if $(NAME),--name='$(NAME)') $(if $(DAILY),--daily='$(DAILY)') \
	    $(if $(REVOKE),--revoke='$(REVOKE)') $(if $(LOCAL),--local $(STATE_OF))

remove: .venv/.run ## delete a picture for everybody who holds it (ID= LOCAL=1)
	@$(RUN) -m ops.remove '$(ID)' $(if $(LOCAL),--local $(STATE_OF))

simulate: .venv-simulate/.installed ## simulate a day: cost and waits for 1 to 6 instances, and what to set (PER_HOUR= HOURS= WAIT=)
	@PYTHONPATH=lambda .venv-simulate/bin/python -m ops.simulation $(if $(PER_HOUR),--per-hour '$(PER_HOUR)') \
	    $(if $(HOURS),--hours '$(HOURS)') $(if $(WAIT),--wait-s '$(WAIT)') $(ARGS)

logs: .venv/.run ## show what was logged about a picture or recording (ID= HOURS= LOCAL=1)
	@$(RUN) -m ops.logs '$(ID)' $(if $(HOURS),--hours='$(HOURS)') $(if $(LOCAL),--local $(STATE_OF))

redrive: .venv/.run ## hand the messages that were set aside to the functions again (YES=1)
	@$(RUN) -m ops.redrive $(if $(YES),--yes)

smoke: .venv/.run ## walk through the deployment at URL= for about $1, and report what differs (LOCAL=1 ARGS=--minutes=8)
	@$(RUN) -m ops.smoke '$(URL)' $(if $(YES),--yes) $(ARGS) $(if $(LOCAL),--local $(STATE_OF))

destroy: .venv/.run node_modules/.installed ## delete the stacks, and say what is kept (STACKS=EaselEndpoint EVERYTHING=1 STAGE= YES=1)
	@$(RUN) -m ops.destroy $(if $(YES),--yes) $(if $(EVERYTHING),--everything) $(STACK_NAMES)

lock: .venv/bin/uv ## resolve requirements/*.in again into the hashed *.txt
	sh requirements/lock.sh

# The clients that tests/local/test_clients.py draws with.
clients: .venv-clients/.installed .venv-openai-1/.installed tests/clients/node_modules/.installed

clean: ## delete everything that was built or installed here; pictures in .easel/ stay
	rm -rf .venv .venv-ministack .venv-jumpstart .venv-simulate .venv-audit .venv-torch .venv-clients .venv-openai-1 .cache build cdk.out \
	    node_modules tests/clients/node_modules tests/lighthouse/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/uv: requirements/uv.txt
	@echo "installing what is needed into this folder …"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Easel needs Python 3.11 or newer; make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

# lambda/ is a path root: with this file, .venv finds the package `easel` in it.
.venv/.path: .venv/bin/uv
	@echo '$(CURDIR)/lambda' > "$$($(RUN) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/easel.pth"
	@touch $@

.venv/.run: .venv/.path requirements/lambda.txt requirements/clip.txt requirements/cdk.txt requirements/local.txt
	@uv pip install --quiet --python $(RUN) --require-hashes \
	    -r requirements/lambda.txt -r requirements/cdk.txt -r requirements/local.txt
	@uv pip install --quiet --python $(RUN) --require-hashes --no-deps -r requirements/clip.txt
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	@uv pip install --quiet --python $(RUN) --require-hashes -r requirements/test.txt
	@touch $@

# Not locked: which build of torch is the right one depends on the machine. By pip, for its settings
# are where a machine says which one it wants.
.venv-torch/.installed: requirements/torch.in requirements/serving-torch.in requirements/serving.in
	@echo "installing torch and diffusers into .venv-torch: 300 MB to fetch, 1.3 GB on disk, minutes …"
	@$(PYTHON) -m venv --clear .venv-torch
	@.venv-torch/bin/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements/torch.in
	@touch $@

.venv-ministack/.installed: .venv/bin/uv requirements/ministack.txt
	@uv venv --quiet --clear --python $(RUN) .venv-ministack
	@uv pip install --quiet --python .venv-ministack/bin/python --require-hashes -r requirements/ministack.txt
	@touch $@

.venv-jumpstart/.installed: .venv/bin/uv requirements/jumpstart.txt
	@uv venv --quiet --clear --python $(RUN) .venv-jumpstart
	@uv pip install --quiet --python .venv-jumpstart/bin/python --require-hashes -r requirements/jumpstart.txt
	@touch $@

.venv-simulate/.installed: .venv/bin/uv requirements/simulate.txt
	@uv venv --quiet --clear --python $(RUN) .venv-simulate
	@uv pip install --quiet --python .venv-simulate/bin/python --require-hashes -r requirements/simulate.txt
	@touch $@

.venv-audit/.installed: .venv/bin/uv requirements/audit.txt
	@uv venv --quiet --clear --python $(RUN) .venv-audit
	@uv pip install --quiet --python .venv-audit/bin/python --require-hashes -r requirements/audit.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .venv/.run
	@npm ci --silent --no-audit --no-fund
	@touch $@

.venv-clients/.installed: .venv/bin/uv requirements/clients.txt
	@uv venv --quiet --clear --python $(RUN) .venv-clients
	@uv pip install --quiet --python .venv-clients/bin/python --require-hashes -r requirements/clients.txt
	@touch $@

.venv-openai-1/.installed: .venv/bin/uv requirements/clients-openai-1.txt
	@uv venv --quiet --clear --python $(RUN) .venv-openai-1
	@uv pip install --quiet --python .venv-openai-1/bin/python --require-hashes -r requirements/clients-openai-1.txt
	@touch $@

tests/clients/node_modules/.installed: tests/clients/package.json tests/clients/package-lock.json .venv/.run
	@npm ci --prefix tests/clients --silent --no-audit --no-fund
	@touch $@

tests/lighthouse/node_modules/.installed: tests/lighthouse/package.json tests/lighthouse/package-lock.json .venv/.run
	@npm ci --prefix tests/lighthouse --silent --no-audit --no-fund
	@touch $@
