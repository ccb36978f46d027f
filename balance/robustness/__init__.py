"""Would the conclusion survive?"""
