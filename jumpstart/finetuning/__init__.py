"""What `finetune` is made of: DreamBooth teaches a model one new thing, and a word for it."""
